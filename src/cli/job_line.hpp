#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

/// A job's news as text for people (docs/protocol.md, "jobs"). Takes messages of any shape; whatever they hold, the
/// text steers no terminal.
namespace belfry::cli {

/// Whether this type of message is news of a job: `progress_update`.
bool is_job_news(std::string_view type);

/// `job job_20261121_x  42.5 %  store  ~12 s left  Row 4250 of 10000`. `news` says which: the type of the `jobs`
/// dialect, the `event` of a `job` message.
std::string job_news_text(const boost::json::object& message, std::string_view news);

/// A message of the `jobs` dialect, without its time.
std::string jobs_text(const boost::json::object& message);

}  // namespace belfry::cli
