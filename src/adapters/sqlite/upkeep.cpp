#include "adapters/sqlite/announcement_commands.hpp"
#include "adapters/sqlite/channel_sends.hpp"
#include "adapters/sqlite/outbox_rows.hpp"
#include "adapters/sqlite/publish_rows.hpp"
#include "adapters/sqlite/write_commands.hpp"

#include <algorithm>
#include <map>

// What leaves by itself: expired and outdated notifications, the front of the log, old keys, decisions and sends, dead
// events.

namespace belfry::sqlite {
namespace {

constexpr Sql kTakeFromInbox = "DELETE FROM inbox WHERE user_no = ?1 AND rev = ?2";

constexpr Sql kExpired = R"(
  SELECT u.user_id, i.rev, i.notification_id, i.read_at IS NOT NULL
  FROM inbox AS i INDEXED BY inbox_expiring JOIN user_state AS u ON u.user_no = i.user_no
  WHERE i.expires_at <= ?1 ORDER BY i.expires_at LIMIT ?2)";

constexpr Sql kOutdated = R"(
  SELECT u.user_id, i.rev, i.notification_id, i.read_at IS NOT NULL
  FROM inbox AS i INDEXED BY inbox_by_notification JOIN user_state AS u ON u.user_no = i.user_no
  WHERE i.notification_id < ?1 ORDER BY i.notification_id LIMIT ?2)";

// Marks that no item is left to ask.
constexpr Sql kDropReadMarks = R"(
  DELETE FROM read_marks WHERE user_no = ?1
    AND up_to < coalesce((SELECT min(rev) FROM inbox WHERE user_no = ?1), ?2 + 1))";

constexpr Sql kLogFront = R"(
  SELECT seq, user_no, rev, at, op, notification_id FROM inbox_changes WHERE seq > 0 ORDER BY seq LIMIT ?1)";
constexpr Sql kTrimLog = "DELETE FROM inbox_changes WHERE seq <= ?1";
constexpr Sql kRaiseLogFloor = "UPDATE user_state SET log_floor = ?2 WHERE user_no = ?1";

constexpr Sql kForgetKeys = R"(
  DELETE FROM idempotency_keys
  WHERE no IN (SELECT no FROM idempotency_keys WHERE no > 0 ORDER BY no LIMIT ?2) AND used_at < ?1)";

// The writer's page in the checks of readiness: a row that is written again and again.
constexpr Sql kTouch = "INSERT INTO meta (key, value) VALUES ('checked_at', ?1) ON CONFLICT DO UPDATE SET value = ?1";

struct Leaving {
  UserId user;
  InboxEntry entry;
};

template <class Bound>
void collect(WriteSession& session, Sql sql, const Bound& bound, std::size_t batch, std::vector<Leaving>& leaving) {
  Query rows(session.db(), sql, bound, batch - leaving.size());
  while (rows.next()) {
    Leaving found{UserId(rows.text(0)), {.rev = rows.count(1), .id = rows.uuid(2), .read = rows.integer(3) != 0}};
    leaving.push_back(std::move(found));
  }
}

std::size_t sweep_inboxes(WriteSession& session, const UpkeepLimits& limits) {
  std::vector<Leaving> expired;
  collect(session, kExpired, limits.now, limits.batch, expired);
  std::map<UserId, UserRecord*> touched;
  const auto take = [&](Leaving& leaving) {
    UserRecord& record = session.user(leaving.user);
    leaving.entry.read = leaving.entry.read || leaving.entry.rev <= record.read_up_to;
    take_out(session, leaving.user, record, leaving.entry, ChangeOp::expired);
    touched[leaving.user] = &record;
  };
  std::ranges::for_each(expired, take);
  std::vector<Leaving> outdated;  // asked for now, so that none of the expired is among them
  collect(session, kOutdated, Uuid::v7_floor(limits.retention_floor), limits.batch - expired.size(), outdated);
  std::ranges::for_each(outdated, take);
  for (const auto& [user, record] : touched) {
    session.db().run(kDropReadMarks, record->no, record->rev);
  }
  return expired.size() + outdated.size();
}

/// Whether there may be more to trim.
bool trim_log(WriteSession& session, const UpkeepLimits& limits) {
  std::map<std::int64_t, Rev> floors;
  std::vector<NotificationId> released;
  std::int64_t last = 0;
  std::size_t count = 0;
  {
    Query rows(session.db(), kLogFront, limits.batch);
    while (rows.next() && rows.instant(3) < limits.log_floor) {
      last = rows.integer(0);
      floors[rows.integer(1)] = rows.count(2);
      if (brings_notification(static_cast<ChangeOp>(rows.integer(4)))) {
        released.push_back(rows.uuid(5));
      }
      ++count;
    }
  }
  if (count == 0) {
    return false;
  }
  session.db().run(kTrimLog, last);
  for (const auto& [user_no, floor] : floors) {
    session.db().run(kRaiseLogFloor, user_no, floor);
  }
  for (const NotificationId id : released) {
    release_content(session, id);
  }
  return count == limits.batch;
}

}  // namespace

void drop_entry(WriteSession& session, UserRecord& record, const InboxEntry& entry) {
  session.db().run(kTakeFromInbox, record.no, entry.rev);
  record.unread -= entry.read ? 0 : 1;
  record.unseen -= entry.rev > record.seen_up_to ? 1 : 0;
  release_content(session, entry.id);
}

InboxUpdate take_out(WriteSession& session, const UserId& user, UserRecord& record, const InboxEntry& entry,
                     ChangeOp why) {
  drop_entry(session, record, entry);
  Change change;
  change.op = why;
  change.notification_id = entry.id;
  return {.state = session.log(user, record, std::move(change), std::nullopt), .changed = true};
}

Result<Swept> upkeep(WriteSession& session, const UpkeepLimits& limits) {
  // What only takes away comes first: on a disk that is full it makes the room that the rest needs.
  const bool more_log = trim_log(session, limits);
  session.db().run(kForgetKeys, limits.idempotency_floor, limits.batch);
  const bool more_keys = session.db().changes() == static_cast<std::int64_t>(limits.batch);
  const bool more_decisions = trim_publishes(session, limits);
  const bool more_sends = trim_channel_sends(session, limits);
  const bool more_events = purge_dead_events(session, limits);
  const Swept announcements = sweep_announcements(session, limits);
  const std::size_t items = sweep_inboxes(session, limits);
  const bool more = announcements.more || more_log || more_keys || more_decisions || more_sends || more_events;
  return Swept{.items = items + announcements.items, .more = items == limits.batch || more};
}

Result<void> check(WriteSession& session) {
  session.db().run(kTouch, session.now());
  return {};
}

}  // namespace belfry::sqlite
