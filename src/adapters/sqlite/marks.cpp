#include "adapters/sqlite/announcement_commands.hpp"
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

/// The position, at most the heads.
Result<UpTo> clamp(WriteSession& session, const UserRecord* record, const UpTo& up_to) {
  if (up_to.epoch && *up_to.epoch != session.epoch()) {
    return fail(ErrorCode::resync_required);
  }
  return UpTo{.rev = record == nullptr ? 0 : std::min(up_to.rev, record->rev),
              .epoch = up_to.epoch,
              .announcement = std::min(up_to.announcement, session.board().head)};
}

InboxUpdate log_up_to(WriteSession& session, const UserId& user, UserRecord& record, ChangeOp op, const UpTo& up_to,
                      const std::optional<Origin>& origin) {
  Change change;
  change.op = op;
  change.up_to = up_to.rev;
  change.announcement = up_to.announcement;
  return {.state = session.log(user, record, std::move(change), origin), .changed = true};
}

}  // namespace

Result<InboxUpdate> mark_read(WriteSession& session, const UserId& user, NotificationId id,
                              const std::optional<Origin>& origin) {
  UserRecord* record = session.find_user(user);
  const auto entry = find_entry(session, record, id);
  if (!entry) {
    return read_announcement(session, user, id, origin);
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
  UserRecord* known = session.find_user(user);
  const UpTo everything{.rev = known == nullptr ? 0 : known->rev, .epoch = {}, .announcement = session.board().head};
  const auto clamped = clamp(session, known, up_to.value_or(everything));
  if (!clamped) {
    return fail(clamped.error());
  }
  const bool further = known != nullptr && clamped->rev > known->read_up_to;
  const std::uint64_t left = further ? count_after(session, kCountUnreadAfter, *known, clamped->rev) : 0;
  const bool own = further && left != known->unread;
  if (!own && !has_unread_announcement(session, known, clamped->announcement)) {
    return InboxUpdate{.state = session.state_of(known), .changed = false};
  }
  UserRecord& record = session.user(user);
  if (own) {
    record.unread = left;
    record.read_up_to = clamped->rev;
    session.db().run(kAddReadMark, record.no, clamped->rev, session.now());
  }
  raise_announcements_read(session, record, clamped->announcement);
  return log_up_to(session, user, record, ChangeOp::read_all, *clamped, origin);
}

Result<InboxUpdate> mark_seen(WriteSession& session, const UserId& user, const UpTo& up_to) {
  UserRecord* known = session.find_user(user);
  const auto clamped = clamp(session, known, up_to);
  if (!clamped) {
    return fail(clamped.error());
  }
  const bool further = known != nullptr && clamped->rev > known->seen_up_to;
  const std::uint64_t left = further ? count_after(session, kCountAfter, *known, clamped->rev) : 0;
  const bool own = further && left != known->unseen;
  if (!own && !has_unseen_announcement(session, known, clamped->announcement)) {
    return InboxUpdate{.state = session.state_of(known), .changed = false};
  }
  UserRecord& record = session.user(user);
  if (own) {
    record.unseen = left;
    record.seen_up_to = clamped->rev;
  }
  record.announcements.seen_up_to = std::max(record.announcements.seen_up_to, clamped->announcement);
  return log_up_to(session, user, record, ChangeOp::seen, *clamped, std::nullopt);
}

Result<InboxUpdate> remove(WriteSession& session, const UserId& user, NotificationId id) {
  UserRecord* record = session.find_user(user);
  const auto entry = find_entry(session, record, id);
  if (!entry) {
    return remove_announcement(session, user, id);
  }
  return take_out(session, user, *record, *entry, ChangeOp::removed);
}

}  // namespace belfry::sqlite
