#include "cli/report_view.hpp"

#include "cli/members.hpp"
#include "cli/message_line.hpp"
#include "cli/terminal.hpp"

#include <fmt/format.h>

#include <boost/json/array.hpp>

#include <string_view>
#include <utility>

namespace belfry::cli {
namespace {

std::string when(const boost::json::object& object, std::string_view member) {
  return object.contains(member) ? date_and_time(integer_member(object, member)) : std::string("-");
}

std::string word(const boost::json::object& object, std::string_view member) {
  const std::string_view text = string_member(object, member);
  return text.empty() ? std::string("-") : printable(text);
}

std::string state_of(const boost::json::object& user) {
  const auto* silent = user.if_contains("silent");
  std::string text = word(user, "state");
  if (user.contains("rev")) {
    text += fmt::format(", rev {}", integer_member(user, "rev"));
  }
  return silent != nullptr && silent->is_bool() && silent->get_bool() ? text + ", silent" : text;
}

std::string connection_note(const boost::json::object& connection) {
  std::string note = fmt::format("{}: sent {}", word(connection, "connectionId"), when(connection, "sentAt"));
  if (connection.contains("ackedAt")) {
    note += ", acked " + when(connection, "ackedAt");
  }
  if (const auto repeats = integer_member(connection, "repeats"); repeats != 0) {
    note += fmt::format(", repeated {}", repeats);
  }
  return note;
}

std::string_view audience_of(std::string_view target) {
  if (target == "all") {
    return "everybody (users who read or removed it)";
  }
  return target == "channel" ? "a channel" : "users by name";
}

}  // namespace

std::string report_title(const boost::json::object& report) {
  std::string title = coloured(word(report, "id"), Colour::bold, stdout);
  if (report.contains("type")) {
    title += ' ' + word(report, "type");
  }
  title += fmt::format(", to {}", audience_of(string_member(report, "target")));
  if (const auto waiting = integer_member(report, "waiting"); waiting != 0) {
    title += fmt::format("; {} subscriber{} not reached yet", waiting, waiting == 1 ? "" : "s");
  }
  return title;
}

Table report_table() { return Table({"USER", "STATE", "IN-APP", "EMAIL", "PUSH", "DECIDED", "DELIVERED", "READ"}); }

void add_delivery(Table& table, const boost::json::object& user) {
  table.add({word(user, "userId"), state_of(user), word(user, "inApp"), word(user, "email"), word(user, "push"),
             when(user, "decidedAt"), when(user, "deliveredAt"), when(user, "readAt")});
  const auto* connections = user.if_contains("connections");
  if (connections == nullptr || !connections->is_array()) {
    return;
  }
  for (const auto& connection : connections->get_array()) {
    if (const auto* object = connection.if_object()) {
      table.add_note(connection_note(*object));
    }
  }
}

}  // namespace belfry::cli
