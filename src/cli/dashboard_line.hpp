#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

/// Messages of the dashboard dialect as text for people (docs/protocol.md, "dashboard"). Takes messages of any shape;
/// whatever they hold, the text steers no terminal.
namespace belfry::cli {

/// `notification warning Quota: 80 % used`, `upload_progress parts.csv  42.5 %  ~12 s left  Row 4250 of 10000`: what is
/// pushed to dashboards, in whatever dialect it arrives. Another type: its data as they are.
std::string pushed_text(std::string_view type, const boost::json::object& data);

/// A message of the `dashboard` dialect, without its time.
std::string dashboard_text(const boost::json::object& message);

}  // namespace belfry::cli
