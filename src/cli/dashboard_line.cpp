#include "cli/dashboard_line.hpp"

#include "cli/job_figures.hpp"
#include "cli/members.hpp"
#include "cli/terminal.hpp"
#include "json/writer.hpp"

#include <fmt/format.h>

namespace belfry::cli {
namespace {

using boost::json::object;

std::string notification_text(const object& data) {
  std::string text =
      fmt::format("notification {} {}: {}", coloured(shown_member(data, "level"), Colour::dim, stdout),
                  coloured(shown_member(data, "title"), Colour::bold, stdout), shown_member(data, "message"));
  if (const auto action = shown_member(data, "actionUrl"); !action.empty()) {
    text += " <" + action + ">";
  }
  return text;
}

std::string upload_text(const object& data) {
  const std::string name = "upload_progress " + coloured(shown_member(data, "fileName"), Colour::bold, stdout);
  return spaced({name, percent_text(number_member(data, "progress")),
                 time_left_text(number_member(data, "estimatedSecondsRemaining")), shown_member(data, "message")});
}

}  // namespace

std::string pushed_text(std::string_view type, const object& data) {
  if (type == "notification") {
    return notification_text(data);
  }
  return type == "upload_progress" ? upload_text(data)
                                   : fmt::format("{} {}", printable(type), printable(json::compact(data)));
}

std::string dashboard_text(const object& message) {
  static const object kNothing;
  const auto* found = object_member(message, "data");
  const object& data = found != nullptr ? *found : kNothing;
  const std::string_view type = string_member(message, "type");
  if (type == "notification" || type == "upload_progress") {
    return pushed_text(type, data);
  }
  if (type == "connected") {
    return "connected as " + shown_member(data, "userId");
  }
  return type == "error" ? "error " + error_text(data) : printable(type);
}

}  // namespace belfry::cli
