#pragma once

#include <boost/json/object.hpp>

#include <string>

namespace belfry::cli {

/// A message of the `notifications` dialect as text for people, without its time. Takes messages of any shape; whatever
/// they hold, the text steers no terminal.
std::string notifications_text(const boost::json::object& envelope);

}  // namespace belfry::cli
