#include "adapters/sqlite/erase_commands.hpp"

#include "adapters/sqlite/write_commands.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace belfry::sqlite {
namespace {

// From the back: until the last of them has gone, the first one holds back the others.
constexpr Sql kEraseEvents = R"(
  DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE user_no = ?1 ORDER BY id DESC LIMIT ?2)
  RETURNING iif(kind = 1, notification_id, NULL))";
static_assert(static_cast<int>(OutboxKind::decided) == 1);

constexpr Sql kEraseDeadEvents = R"(
  DELETE FROM outbox_dead WHERE id IN (SELECT id FROM outbox_dead WHERE user_no = ?1 LIMIT ?2)
  RETURNING iif(kind = 1, notification_id, NULL))";

constexpr Sql kEraseJobs = R"(
  DELETE FROM jobs WHERE no IN (SELECT no FROM jobs WHERE user_no = ?1 LIMIT ?2) RETURNING 1)";

// The column itself: `IS NOT NULL` on one that a partial index tells to be NULL is answered wrongly in RETURNING by
// SQLite 3.40.
constexpr Sql kEraseInbox = R"(
  DELETE FROM inbox WHERE user_no = ?1 AND rev IN (SELECT rev FROM inbox WHERE user_no = ?1 ORDER BY rev LIMIT ?2)
  RETURNING notification_id, rev, read_at)";

constexpr Sql kEraseReadMarks = R"(
  DELETE FROM read_marks WHERE user_no = ?1
    AND up_to IN (SELECT up_to FROM read_marks WHERE user_no = ?1 ORDER BY up_to LIMIT ?2) RETURNING 1)";

// From the front, as trimming does, with the floor raised behind it: whoever still asks for these changes is told to
// start anew.
constexpr Sql kLogAt = "SELECT rev FROM inbox_changes WHERE user_no = ?1 ORDER BY rev LIMIT 1 OFFSET ?2";
constexpr Sql kRaiseLogFloor = "UPDATE user_state SET log_floor = ?2 WHERE user_no = ?1";
constexpr Sql kEraseLog = R"(
  DELETE FROM inbox_changes WHERE user_no = ?1 AND rev <= ?2 RETURNING iif(op IN (1, 8), notification_id, NULL))";
static_assert(static_cast<int>(ChangeOp::added) == 1 && static_cast<int>(ChangeOp::replaced) == 8);

// The counter of each channel follows by a trigger.
constexpr Sql kEraseSubscriptions = R"(
  DELETE FROM subscriptions WHERE seq IN (SELECT seq FROM subscriptions WHERE user_no = ?1 LIMIT ?2) RETURNING 1)";
constexpr Sql kErasePreferences = "DELETE FROM notification_preferences WHERE user_no = ?1";
constexpr Sql kEraseSuppressions = R"(
  DELETE FROM suppressions WHERE no IN (SELECT no FROM suppressions WHERE user_no = ?1 LIMIT ?2) RETURNING 1)";
constexpr Sql kEraseKeys = R"(
  DELETE FROM dedupe_keys WHERE no IN (SELECT no FROM dedupe_keys WHERE user_no = ?1 LIMIT ?2) RETURNING 1)";
constexpr Sql kEraseMarks = R"(
  DELETE FROM announcement_marks WHERE user_no = ?1
    AND published IN (SELECT published FROM announcement_marks WHERE user_no = ?1 ORDER BY published LIMIT ?2) RETURNING 1)";
constexpr Sql kEraseSteps = "DELETE FROM announcement_steps WHERE user_no = ?1";

constexpr Sql kEraseRevocation = "DELETE FROM token_revocations WHERE user_id = ?1";
constexpr Sql kEraseAccount = "DELETE FROM user_state WHERE user_no = ?1";

/// A statement that answers a row for each that it took away.
std::size_t erase(WriteSession& session, Sql sql, const UserRecord& record, std::size_t limit) {
  std::size_t count = 0;
  Query rows(session.db(), sql, record.no, limit);
  while (rows.next()) {
    ++count;
  }
  return count;
}

/// Of rows that may need a notification's content: each tells which, or NULL.
template <class... Values>
std::size_t erase_and_release(WriteSession& session, Sql sql, const Values&... values) {
  std::size_t count = 0;
  std::vector<NotificationId> released;
  {
    Query rows(session.db(), sql, values...);
    for (; rows.next(); ++count) {
      if (!rows.null(0)) {
        released.push_back(rows.uuid(0));
      }
    }
  }
  for (const NotificationId id : released) {
    release_content(session, id);
  }
  return count;
}

using Step = std::size_t (*)(WriteSession& session, UserRecord& record, std::size_t limit);

std::size_t erase_events(WriteSession& session, UserRecord& record, std::size_t limit) {
  return erase_and_release(session, kEraseEvents, record.no, limit);
}

std::size_t erase_dead_events(WriteSession& session, UserRecord& record, std::size_t limit) {
  return erase_and_release(session, kEraseDeadEvents, record.no, limit);
}

std::size_t erase_jobs(WriteSession& session, UserRecord& record, std::size_t limit) {
  return erase(session, kEraseJobs, record, limit);
}

/// The counts follow, so that they hold between two batches.
std::size_t erase_inbox(WriteSession& session, UserRecord& record, std::size_t limit) {
  std::vector<NotificationId> released;
  {
    Query rows(session.db(), kEraseInbox, record.no, limit);
    while (rows.next()) {
      const Rev rev = rows.count(1);
      released.push_back(rows.uuid(0));
      record.unread -= rev <= record.read_up_to || !rows.null(2) ? 0 : 1;
      record.unseen -= rev > record.seen_up_to ? 1 : 0;
    }
  }
  session.touch(record);
  for (const NotificationId id : released) {
    release_content(session, id);
  }
  return released.size();
}

std::size_t erase_read_marks(WriteSession& session, UserRecord& record, std::size_t limit) {
  return erase(session, kEraseReadMarks, record, limit);
}

std::size_t erase_log(WriteSession& session, UserRecord& record, std::size_t limit) {
  Rev last = record.rev;
  {
    Query rows(session.db(), kLogAt, record.no, limit - 1);
    last = rows.next() ? rows.count(0) : last;
  }
  session.db().run(kRaiseLogFloor, record.no, last);
  return erase_and_release(session, kEraseLog, record.no, last);
}

std::size_t erase_subscriptions(WriteSession& session, UserRecord& record, std::size_t limit) {
  const std::size_t erased = erase(session, kEraseSubscriptions, record, limit);
  record.channels.reset();
  return erased;
}

std::size_t erase_suppressions(WriteSession& session, UserRecord& record, std::size_t limit) {
  return erase(session, kEraseSuppressions, record, limit);
}

std::size_t erase_keys(WriteSession& session, UserRecord& record, std::size_t limit) {
  return erase(session, kEraseKeys, record, limit);
}

std::size_t erase_marks(WriteSession& session, UserRecord& record, std::size_t limit) {
  const std::size_t erased = erase(session, kEraseMarks, record, limit);
  record.announcements.count -= std::min<std::uint64_t>(record.announcements.count, erased);
  record.announcements.single.clear();
  record.marks_read = false;
  session.touch(record);
  return erased;
}

/// What acts goes first: events that leave, jobs whose end is told, channels that bring more. The log goes last, and
/// with it the room for clients to ask what happened.
constexpr std::array kSteps =
    std::to_array<Step>({erase_events, erase_dead_events, erase_jobs, erase_subscriptions, erase_inbox,
                         erase_read_marks, erase_suppressions, erase_keys, erase_marks, erase_log});

}  // namespace

Result<EraseStep> erase_user(WriteSession& session, const UserId& user, std::size_t batch) {
  session.db().run(kEraseRevocation, user.view());
  UserRecord* record = session.find_user(user);
  if (record == nullptr) {
    return EraseStep{.more = false};
  }
  std::size_t left = batch;
  for (const Step step : kSteps) {
    left -= std::min(left, step(session, *record, left));
    if (left == 0) {
      return EraseStep{.more = true};
    }
  }
  session.db().run(kErasePreferences, record->no);
  session.db().run(kEraseSteps, record->no);
  session.db().run(kEraseAccount, record->no);
  session.drop_user(user);
  return EraseStep{.more = false};
}

}  // namespace belfry::sqlite
