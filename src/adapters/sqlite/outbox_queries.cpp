#include "adapters/sqlite/outbox_queries.hpp"

#include "adapters/sqlite/read_rows.hpp"

#include <algorithm>
#include <iterator>

namespace belfry::sqlite {
namespace {

#define BELFRY_EVENT_COLUMNS                                                    \
  "o.id, o.kind, u.user_id, o.notification_id, o.decisions, o.at, o.attempts, " \
  "o.last_error, " BELFRY_NOTIFICATION_COLUMNS

// An event for everybody has no user; that of an acknowledgement needs no content.
#define BELFRY_EVENT_JOINS                              \
  " LEFT JOIN user_state AS u ON u.user_no = o.user_no" \
  " LEFT JOIN notifications AS n ON o.kind = 1 AND n.id = o.notification_id "
static_assert(static_cast<int>(OutboxKind::decided) == 1);

constexpr Sql kDue = "SELECT " BELFRY_EVENT_COLUMNS " FROM outbox AS o INDEXED BY outbox_due" BELFRY_EVENT_JOINS R"(
  WHERE o.next_attempt_at <= ?1 ORDER BY o.next_attempt_at, o.id LIMIT ?2)";

constexpr Sql kNextDue = R"(
  SELECT next_attempt_at FROM outbox INDEXED BY outbox_due
  WHERE next_attempt_at IS NOT NULL ORDER BY next_attempt_at LIMIT 1)";

constexpr Sql kDead = "SELECT " BELFRY_EVENT_COLUMNS " FROM outbox_dead AS o" BELFRY_EVENT_JOINS R"(
  WHERE o.id > ?1 ORDER BY o.id LIMIT ?2)";

constexpr Sql kWaitingOf = "SELECT " BELFRY_EVENT_COLUMNS " FROM outbox AS o" BELFRY_EVENT_JOINS R"(
  WHERE o.user_no = ?1 AND o.id > ?2 ORDER BY o.id LIMIT ?3)";

constexpr Sql kDeadOf = "SELECT " BELFRY_EVENT_COLUMNS " FROM outbox_dead AS o" BELFRY_EVENT_JOINS R"(
  WHERE o.user_no = ?1 AND o.id > ?2 ORDER BY o.id LIMIT ?3)";

// Ids are given in the order of time.
constexpr Sql kStatus = R"(
  SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM outbox_dead), (SELECT at FROM outbox ORDER BY id LIMIT 1))";

OutboxEntry event_at(const Query& rows) {
  constexpr int kContent = 8;
  return {.id = rows.count(0),
          .kind = static_cast<OutboxKind>(rows.integer(1)),
          .user = rows.null(2) ? std::nullopt : std::optional(UserId(rows.text(2))),
          .notification_id = rows.uuid(3),
          .notification = rows.null(kContent) ? nullptr : notification_at(rows, kContent),
          .decisions = Decisions::unpacked(static_cast<std::uint32_t>(rows.integer(4))),
          .at = rows.instant(5),
          .attempts = static_cast<std::uint32_t>(rows.integer(6)),
          .last_error = rows.text(7)};
}

template <class... Values>
std::vector<OutboxEntry> events(Database& database, Sql sql, const Values&... values) {
  std::vector<OutboxEntry> found;
  Query rows(database, sql, values...);
  while (rows.next()) {
    found.push_back(event_at(rows));
  }
  return found;
}

}  // namespace

std::vector<OutboxEntry> read_due_events(Database& database, Instant now, std::size_t limit) {
  return events(database, kDue, now, limit);
}

std::optional<Instant> read_next_due(Database& database) {
  Query rows(database, kNextDue);
  return rows.next() ? std::optional(rows.instant(0)) : std::nullopt;
}

std::vector<OutboxEntry> read_dead_events(Database& database, OutboxId after, std::size_t limit) {
  return events(database, kDead, after, limit);
}

OutboxStatus read_outbox_status(Database& database) {
  Query rows(database, kStatus);
  if (!rows.next()) {
    return {};
  }
  return {.waiting = rows.count(0), .dead = rows.count(1), .oldest = rows.maybe_instant(2)};
}

std::vector<OutboxEntry> read_events_of(Database& database, std::int64_t user_no, OutboxId after, std::size_t limit) {
  std::vector<OutboxEntry> all = events(database, kWaitingOf, user_no, after, limit);
  std::vector<OutboxEntry> dead = events(database, kDeadOf, user_no, after, limit);
  std::ranges::move(dead, std::back_inserter(all));
  std::ranges::sort(all, {}, &OutboxEntry::id);
  all.resize(std::min(all.size(), limit));
  return all;
}

}  // namespace belfry::sqlite
