#include "adapters/sqlite/write_commands.hpp"

#include <algorithm>

// Reading, seeing and removing: what the owner of an inbox does to it.

namespace belfry::sqlite {
namespace {

constexpr Sql kFindEntry = R"(
  SELECT rev, read_at IS NOT NULL FROM inbox WHERE notification_id = ?2 AND user_no = ?1)";

constexpr Sql kSetRead = "UPDATE inbox SET read_at = ?3 WHERE user_no = ?1 AND rev = ?2";

constexpr Sql kCountUnreadAfter = R"(
  SELECT count(*) FROM inbox INDEXED BY inbox_unread WHERE user_no = ?1 AND rev > ?2 AND read_at IS NULL)";

constexpr Sql kAddReadMark = "INSERT INTO read_marks (user_no, up_to, at) VALUES (?1, ?2, ?3)";

constexpr Sql kCountAfter = "SELECT count(*) FROM inbox WHERE user_no = ?1 AND rev > ?2";

std::optional<InboxEntry> find_entry(WriteSession& session, const UserRecord* record, NotificationId id) {
  if (record == nullptr) {
    return std::nullopt;
  }
  Query rows(session.db(), kFindEntry, record->no, id);
  if (!rows.next()) {
    return std::nullopt;
  }
  const Rev rev = rows.count(0);
  return InboxEntry{.rev = rev, .id = id, .read = rev <= record->read_up_to || rows.integer(1) != 0};
}

std::uint64_t count_after(WriteSession& session, Sql sql, const UserRecord& record, Rev rev) {
  if (rev >= record.rev) {
    return 0;
  }
  Query rows(session.db(), sql, record.no, rev);
  return rows.next() ? rows.count(0) : 0;
}

/// A position in this log, at most its head.
Result<Rev> clamp(const WriteSession& session, const UserRecord* record, const UpTo& up_to) {
  if (up_to.epoch && *up_to.epoch != session.epoch()) {
    return fail(ErrorCode::resync_required);
  }
  return record == nullptr ? 0 : std::min(up_to.rev, record->rev);
}

}  // namespace

Result<InboxUpdate> mark_read(WriteSession& session, const UserId& user, NotificationId id,
                              const std::optional<Origin>& origin) {
  UserRecord* record = session.find_user(user);
  const auto entry = find_entry(session, record, id);
  if (!entry) {
    return fail(ErrorCode::notification_not_found);
  }
  if (entry->read) {
    return InboxUpdate{.state = session.state_of(record), .changed = false};
  }
  session.db().run(kSetRead, record->no, entry->rev, session.now());
  --record->unread;
  Change change;
  change.op = ChangeOp::read;
  change.notification_id = id;
  return InboxUpdate{.state = session.log(user, *record, std::move(change), origin), .changed = true};
}

Result<InboxUpdate> mark_all_read(WriteSession& session, const UserId& user, const std::optional<UpTo>& up_to,
                                  const std::optional<Origin>& origin) {
  UserRecord* record = session.find_user(user);
  const Rev head = record == nullptr ? 0 : record->rev;
  const auto clamped = clamp(session, record, up_to.value_or(UpTo{.rev = head, .epoch = {}}));
  if (!clamped) {
    return fail(clamped.error());
  }
  if (*clamped == 0 || *clamped <= record->read_up_to) {
    return InboxUpdate{.state = session.state_of(record), .changed = false};
  }
  const std::uint64_t left = count_after(session, kCountUnreadAfter, *record, *clamped);
  if (left == record->unread) {
    return InboxUpdate{.state = session.state_of(record), .changed = false};
  }
  record->unread = left;
  record->read_up_to = *clamped;
  session.db().run(kAddReadMark, record->no, *clamped, session.now());
  Change change;
  change.op = ChangeOp::read_all;
  change.up_to = *clamped;
  return InboxUpdate{.state = session.log(user, *record, std::move(change), origin), .changed = true};
}

Result<InboxUpdate> mark_seen(WriteSession& session, const UserId& user, const UpTo& up_to) {
  UserRecord* record = session.find_user(user);
  const auto clamped = clamp(session, record, up_to);
  if (!clamped) {
    return fail(clamped.error());
  }
  if (*clamped == 0 || *clamped <= record->seen_up_to) {
    return InboxUpdate{.state = session.state_of(record), .changed = false};
  }
  const std::uint64_t left = count_after(session, kCountAfter, *record, *clamped);
  if (left == record->unseen) {
    return InboxUpdate{.state = session.state_of(record), .changed = false};
  }
  record->unseen = left;
  record->seen_up_to = *clamped;
  Change change;
  change.op = ChangeOp::seen;
  change.up_to = *clamped;
  return InboxUpdate{.state = session.log(user, *record, std::move(change), std::nullopt), .changed = true};
}

Result<InboxUpdate> remove(WriteSession& session, const UserId& user, NotificationId id) {
  UserRecord* record = session.find_user(user);
  const auto entry = find_entry(session, record, id);
  if (!entry) {
    return fail(ErrorCode::notification_not_found);
  }
  return take_out(session, user, *record, *entry, ChangeOp::removed);
}

}  // namespace belfry::sqlite
