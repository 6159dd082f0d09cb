#include "adapters/sqlite/announcement_commands.hpp"

#include <algorithm>
#include <utility>

// What a user does with announcements: a mark for a single one, a step of a watermark for all up to one. Either is an
// ordinary change of the user's own log.

namespace belfry::sqlite {
namespace {

constexpr Sql kSetRead = R"(
  INSERT INTO announcement_marks (user_no, published, read_at) VALUES (?1, ?2, ?3)
  ON CONFLICT DO UPDATE SET read_at = ?3)";

constexpr Sql kSetRemoved = R"(
  INSERT INTO announcement_marks (user_no, published, removed_at) VALUES (?1, ?2, ?3)
  ON CONFLICT DO UPDATE SET removed_at = ?3)";

constexpr Sql kAddStep = "INSERT INTO announcement_steps (user_no, kind, up_to, at) VALUES (?1, ?2, ?3, ?4)";
constexpr Sql kDropSteps = "DELETE FROM announcement_steps WHERE user_no = ?1 AND kind = ?2 AND up_to < ?3";

AnnouncementView view_of(WriteSession& session, UserRecord* record) {
  static const AnnouncementMarks kNone;
  return {.board = session.board(),
          .marks = record == nullptr ? kNone : session.marks_of(*record),
          .preferences = record == nullptr ? nullptr : record->preferences.get(),
          .mandatory = session.policy().mandatory};
}

/// Null unless it stands in the user's list.
const AnnouncementEntry* listed(WriteSession& session, UserRecord* record, NotificationId id) {
  const AnnouncementEntry* entry = session.board().find(id);
  return entry != nullptr && view_of(session, record).shown(*entry) ? entry : nullptr;
}

AnnouncementMarks::Mark& mark_for(WriteSession& session, UserRecord& record, AnnouncementNumber published) {
  AnnouncementMarks& marks = session.marks_of(record);
  const auto [mark, fresh] = marks.single.try_emplace(published);
  marks.count += fresh ? 1 : 0;
  return mark->second;
}

InboxUpdate log_single(WriteSession& session, const UserId& user, UserRecord& record, ChangeOp op, NotificationId id,
                       const std::optional<Origin>& origin) {
  Change change;
  change.op = op;
  change.notification_id = id;
  return {.state = session.log(user, record, std::move(change), origin), .changed = true};
}

void add_step(WriteSession& session, const UserRecord& record, StepKind kind, AnnouncementNumber up_to) {
  const AnnouncementBoard& board = session.board();
  const AnnouncementNumber lowest = board.entries.empty() ? up_to : board.entries.front().published;
  session.db().run(kDropSteps, record.no, static_cast<int>(kind), std::min(lowest, up_to));
  session.db().run(kAddStep, record.no, static_cast<int>(kind), up_to, session.now());
}

}  // namespace

Result<InboxUpdate> read_announcement(WriteSession& session, const UserId& user, NotificationId id,
                                      const std::optional<Origin>& origin) {
  UserRecord* known = session.find_user(user);
  const AnnouncementEntry* entry = listed(session, known, id);
  if (entry == nullptr) {
    return fail(ErrorCode::notification_not_found);
  }
  if (view_of(session, known).marks.read(entry->published)) {
    return InboxUpdate{.state = session.state_of(known), .changed = false};
  }
  UserRecord& record = session.user(user);
  mark_for(session, record, entry->published).read_at = session.now();
  session.db().run(kSetRead, record.no, entry->published, session.now());
  return log_single(session, user, record, ChangeOp::read, id, origin);
}

Result<InboxUpdate> remove_announcement(WriteSession& session, const UserId& user, NotificationId id) {
  const AnnouncementEntry* entry = listed(session, session.find_user(user), id);
  if (entry == nullptr) {
    return fail(ErrorCode::notification_not_found);
  }
  UserRecord& record = session.user(user);
  mark_for(session, record, entry->published).removed_at = session.now();
  session.db().run(kSetRemoved, record.no, entry->published, session.now());
  return log_single(session, user, record, ChangeOp::removed, id, std::nullopt);
}

bool has_unread_announcement(WriteSession& session, UserRecord* record, AnnouncementNumber up_to) {
  const AnnouncementView view = view_of(session, record);
  return std::ranges::any_of(view.board.entries, [&](const AnnouncementEntry& entry) {
    return entry.published <= up_to && view.shown(entry) && !view.marks.read(entry.published);
  });
}

bool has_unseen_announcement(WriteSession& session, UserRecord* record, AnnouncementNumber up_to) {
  const AnnouncementView view = view_of(session, record);
  return std::ranges::any_of(view.board.entries, [&](const AnnouncementEntry& entry) {
    return entry.published <= up_to && entry.published > view.marks.seen_up_to && view.shown(entry);
  });
}

void raise_announcements_read(WriteSession& session, UserRecord& record, AnnouncementNumber up_to) {
  if (up_to > record.announcements.read_up_to) {
    record.announcements.read_up_to = up_to;
    add_step(session, record, StepKind::read, up_to);
    session.touch(record);
  }
}

void raise_announcements_delivered(WriteSession& session, UserRecord& record, AnnouncementNumber up_to) {
  if (up_to > record.announcements.delivered_up_to) {
    record.announcements.delivered_up_to = up_to;
    add_step(session, record, StepKind::delivered, up_to);
    session.touch(record);
  }
}

}  // namespace belfry::sqlite
