#include "cli/message_line.hpp"

#include "base/iso8601.hpp"
#include "cli/dashboard_line.hpp"
#include "cli/job_line.hpp"
#include "cli/members.hpp"
#include "cli/notifications_line.hpp"
#include "cli/terminal.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <utility>

namespace belfry::cli {
namespace {

std::optional<std::tm> local_time(std::int64_t unix_millis) {
  const std::time_t seconds = unix_millis / 1000;
  std::tm parts{};
  return ::localtime_r(&seconds, &parts) == nullptr ? std::nullopt : std::optional(parts);
}

std::string text_of(DialectKind dialect, const boost::json::object& message) {
  switch (dialect) {
    case DialectKind::notifications: return notifications_text(message);
    case DialectKind::dashboard: return dashboard_text(message);
    case DialectKind::jobs: return jobs_text(message);
    case DialectKind::gateway: return printable(string_member(message, "type"));
  }
  std::unreachable();
}

}  // namespace

std::string time_of_day(std::int64_t unix_millis) {
  const auto parts = local_time(unix_millis);
  return parts ? fmt::format("{:%H:%M:%S}", *parts) : std::string("--:--:--");
}

std::string date_and_time(std::int64_t unix_millis) {
  const auto parts = local_time(unix_millis);
  return parts ? fmt::format("{:%Y-%m-%d %H:%M:%S}", *parts) : std::string("-");
}

std::optional<std::int64_t> time_member(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value != nullptr && value->is_int64()) {
    return value->get_int64();
  }
  const auto at = parse_iso8601(string_member(object, name));
  return at ? std::optional(to_millis(*at)) : std::nullopt;
}

std::string message_line(DialectKind dialect, const boost::json::object& message) {
  const auto at = time_member(message, "timestamp");
  const std::string time = at ? time_of_day(*at) : std::string("--:--:--");
  return fmt::format("{} {}", coloured(time, Colour::dim, stdout), text_of(dialect, message));
}

}  // namespace belfry::cli
