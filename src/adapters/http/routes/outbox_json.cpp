#include "adapters/http/routes/outbox_json.hpp"

#include "json/message.hpp"
#include "json/parse.hpp"
#include "wire/event_json.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace belfry::http {
namespace {

constexpr std::string_view kPrefix = "evt_";

/// What a database can hold.
constexpr OutboxId kLargestId = std::numeric_limits<std::int64_t>::max();

struct RetryBody {
  std::optional<std::vector<std::string>> ids;
};
BOOST_DESCRIBE_STRUCT(RetryBody, (), (ids))

constexpr auto json_rules(const RetryBody*) {
  return std::array{json::Rule{.member = "ids",
                               .items = {{1, 1'000}},
                               .matches = [](std::string_view text) { return parse_event_id(text).has_value(); },
                               .pattern = "^evt_[0-9]+$"}};
}

}  // namespace

std::string outbox_status_body(const OutboxStatus& status) {
  json::Writer writer;
  writer.begin_object();
  writer.member("waiting", status.waiting);
  writer.member("dead", status.dead);
  writer.member("oldest", status.oldest);
  writer.end_object();
  return writer.take();
}

void write_outbox_entry_members(json::Writer& writer, const OutboxEntry& entry) {
  wire::Event event{.id = entry.id, .type = name_of(entry.kind), .at = entry.at, .notification_id = {}};
  event.notification_id = entry.notification_id;
  event.user = entry.user ? &*entry.user : nullptr;
  event.notification = entry.notification.get();
  if (entry.kind == OutboxKind::decided) {
    event.decisions = entry.decisions;
  }
  wire::write_event_members(writer, event);
  writer.member("attempts", entry.attempts);
  if (!entry.last_error.empty()) {
    writer.member("lastError", entry.last_error);
  }
}

std::string dead_events_body(std::span<const OutboxEntry> dead, MoreDead more) {
  json::Writer writer;
  writer.begin_object();
  writer.key("items");
  writer.begin_array();
  for (const OutboxEntry& entry : dead) {
    writer.begin_object();
    write_outbox_entry_members(writer, entry);
    writer.end_object();
  }
  writer.end_array();
  if (more == MoreDead::yes && !dead.empty()) {
    writer.member("nextAfter", wire::event_id(dead.back().id));
  }
  writer.end_object();
  return writer.take();
}

Result<std::vector<OutboxId>> read_retry_body(std::string_view body) {
  std::vector<OutboxId> ids;
  if (body.empty()) {
    return ids;
  }
  const auto value = json::parse(body);
  if (!value) {
    return fail(value.error());
  }
  const auto read = json::read<RetryBody>(*value, json::UnknownMembers::refuse);
  if (!read) {
    return fail(read.error());
  }
  for (const std::string& id : read->ids.value_or(std::vector<std::string>())) {
    ids.push_back(*parse_event_id(id));
  }
  return ids;
}

std::string retried_body(std::size_t retried) {
  json::Writer writer;
  writer.begin_object();
  writer.member("retried", retried);
  writer.end_object();
  return writer.take();
}

std::optional<OutboxId> parse_event_id(std::string_view text) {
  if (!text.starts_with(kPrefix)) {
    return std::nullopt;
  }
  text.remove_prefix(kPrefix.size());
  OutboxId id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && id <= kLargestId ? std::optional(id) : std::nullopt;
}

}  // namespace belfry::http
