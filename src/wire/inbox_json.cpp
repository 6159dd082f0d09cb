#include "wire/inbox_json.hpp"

#include "json/message.hpp"
#include "json/parse.hpp"
#include "wire/notification_json.hpp"
#include "wire/position_codec.hpp"

#include <fmt/format.h>

namespace belfry::wire {
namespace {

struct ReadAllBody {
  std::optional<UpTo> up_to;
};
BOOST_DESCRIBE_STRUCT(ReadAllBody, (), (up_to))

struct SeenBody {
  UpTo up_to;
};
BOOST_DESCRIBE_STRUCT(SeenBody, (), (up_to))

template <class Body>
Result<Body> read_body(std::string_view text) {
  const auto value = json::parse(text);
  if (!value) {
    return fail(value.error());
  }
  return json::read<Body>(*value, json::UnknownMembers::refuse);
}

/// An item or a change is about this long.
constexpr std::size_t kUsualBytes = 320;

}  // namespace

std::string history_body(std::span<const InboxItem> items, std::optional<HistoryPosition> next_before,
                         const InboxState& state, const UserId& user) {
  json::Writer writer((items.size() + 1) * kUsualBytes);
  writer.begin_object();
  writer.key("items");
  writer.begin_array();
  for (const InboxItem& item : items) {
    write_item(writer, item, user);
  }
  writer.end_array();
  if (next_before) {
    writer.member("nextCursor", page_cursor(*next_before));
  }
  write_state_members(writer, state);
  writer.end_object();
  return writer.take();
}

std::string changes_body(std::span<const Change> changes, const Cursor& reached, More more, const InboxState& state) {
  InboxState told = state;
  told.rev = reached.rev;
  told.announcement = reached.announcement;
  json::Writer writer((changes.size() + 1) * kUsualBytes);
  writer.begin_object();
  writer.key("changes");
  writer.begin_array();
  for (const Change& change : changes) {
    write_change(writer, change);
  }
  writer.end_array();
  write_state_members(writer, told);
  writer.member("hasMore", more == More::yes);
  writer.end_object();
  return writer.take();
}

std::string state_body(const InboxState& state) {
  json::Writer writer;
  writer.begin_object();
  write_state_members(writer, state);
  writer.end_object();
  return writer.take();
}

std::string published_body(NotificationId id, std::size_t accepted, std::span<const Suppressed> suppressed) {
  json::Writer writer;
  writer.begin_object();
  writer.member("id", id);
  writer.member("accepted", accepted);
  writer.key("suppressed");
  writer.begin_array();
  for (const Suppressed& user : suppressed) {
    writer.begin_object();
    writer.member("userId", user.user.view());
    writer.member("reason", name_of(user.reason));
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
  return writer.take();
}

std::string page_cursor(const HistoryPosition& before) {
  return fmt::format("p{}.{}", before.rev, before.announcement);
}

std::optional<HistoryPosition> parse_page_cursor(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (!text.starts_with('p') || dot == std::string_view::npos) {
    return std::nullopt;
  }
  // Bare numbers in their one accepted form: digits, no leading zero, in range.
  const auto rev = UpTo::parse(text.substr(1, dot - 1));
  const auto announcement = UpTo::parse(text.substr(dot + 1));
  if (!rev || rev->epoch || !announcement || announcement->epoch) {
    return std::nullopt;
  }
  return HistoryPosition{rev->rev, announcement->rev};
}

Result<std::optional<UpTo>> read_read_all_body(std::string_view body) {
  if (body.empty()) {
    return std::nullopt;
  }
  const auto read = read_body<ReadAllBody>(body);
  if (!read) {
    return fail(read.error());
  }
  return read->up_to;
}

Result<UpTo> read_seen_body(std::string_view body) {
  const auto read = read_body<SeenBody>(body);
  if (!read) {
    return fail(read.error());
  }
  return read->up_to;
}

json::Schema read_all_body_schema() { return json::schema<ReadAllBody>(json::UnknownMembers::refuse); }

json::Schema seen_body_schema() { return json::schema<SeenBody>(json::UnknownMembers::refuse); }

}  // namespace belfry::wire
