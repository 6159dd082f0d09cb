#include "cli/message_line.hpp"

#include "cli/terminal.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <iterator>
#include <optional>

namespace belfry::cli {
namespace {

std::optional<std::tm> local_time(std::int64_t unix_millis) {
  const std::time_t seconds = unix_millis / 1000;
  std::tm parts{};
  return ::localtime_r(&seconds, &parts) == nullptr ? std::nullopt : std::optional(parts);
}

std::string notification_text(const boost::json::object& payload) {
  std::string text = coloured(printable(string_member(payload, "type")), Colour::dim, stdout);
  text += ' ' + coloured(printable(string_member(payload, "title")), Colour::bold, stdout);
  if (const auto body = string_member(payload, "body"); !body.empty()) {
    text += ": " + printable(body);
  }
  if (const auto action = string_member(payload, "actionUrl"); !action.empty()) {
    text += " <" + printable(action) + ">";
  }
  return text;
}

std::string inbox_text(const boost::json::object& payload) {
  std::string text =
      fmt::format("inbox at rev {}, {} unread", integer_member(payload, "rev"), integer_member(payload, "unread"));
  const auto* changes = payload.if_contains("changes");
  if (changes != nullptr && changes->is_array()) {
    for (const auto& change : changes->get_array()) {
      if (const auto* object = change.if_object()) {
        fmt::format_to(std::back_inserter(text), ", {} {}", printable(string_member(*object, "op")),
                       printable(string_member(*object, "notificationId")));
      }
    }
  }
  return text;
}

}  // namespace

std::string_view string_member(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

const boost::json::object* object_member(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value == nullptr ? nullptr : value->if_object();
}

std::int64_t integer_member(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

std::string time_of_day(std::int64_t unix_millis) {
  const auto parts = local_time(unix_millis);
  return parts ? fmt::format("{:%H:%M:%S}", *parts) : std::string("--:--:--");
}

std::string date_and_time(std::int64_t unix_millis) {
  const auto parts = local_time(unix_millis);
  return parts ? fmt::format("{:%Y-%m-%d %H:%M:%S}", *parts) : std::string("-");
}

std::string message_line(const boost::json::object& envelope) {
  static const boost::json::object kNothing;
  const auto* found = object_member(envelope, "payload");
  const boost::json::object& payload = found != nullptr ? *found : kNothing;
  const std::string_view type = string_member(envelope, "type");
  std::string text;
  if (type == "notification") {
    text = notification_text(payload);
  } else if (type == "inbox") {
    text = inbox_text(payload);
  } else if (type == "connected") {
    text = fmt::format("connected as {}, {} unread", printable(string_member(payload, "userId")),
                       integer_member(payload, "unread"));
  } else if (type == "error") {
    text = fmt::format("error {}: {}", printable(string_member(payload, "code")),
                       printable(string_member(payload, "message")));
  } else {
    text = printable(type);
  }
  return fmt::format("{} {}", coloured(time_of_day(integer_member(envelope, "timestamp")), Colour::dim, stdout), text);
}

}  // namespace belfry::cli
