#include "adapters/sqlite/announcement_commands.hpp"

#include "adapters/sqlite/content_rows.hpp"
#include "adapters/sqlite/idempotency.hpp"
#include "adapters/sqlite/outbox_rows.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

// Publishing, editing and recalling: one row and one event each, however many users there are.

namespace belfry::sqlite {
namespace {

constexpr Sql kAdd = R"(
  INSERT INTO announcements
    (published, changed, op, notification_id, type, created_at, published_at, changed_at, kept_until)
  VALUES (?1, ?1, 9, ?2, ?3, ?4, ?5, ?5, ?6))";
static_assert(static_cast<int>(ChangeOp::announced) == 9);

constexpr Sql kChange = "UPDATE announcements SET changed = ?2, op = ?3, changed_at = ?4 WHERE published = ?1";

constexpr Sql kSetHead = "UPDATE meta SET value = ?1 WHERE key = 'announcement_head'";
constexpr Sql kSetFloor = "UPDATE meta SET value = max(value, ?1) WHERE key = 'announcement_floor'";

constexpr Sql kEditContent = R"(
  UPDATE notifications SET title = ?2, body = ?3, icon = ?4, action_url = ?5, data = ?6, expires_at = ?7
  WHERE id = ?1)";

constexpr Sql kForget = "DELETE FROM announcements WHERE published = ?1";

constexpr Sql kStaleMarks = R"(
  SELECT u.user_id, m.published FROM announcement_marks AS m INDEXED BY announcement_marks_by_number
  CROSS JOIN user_state AS u ON u.user_no = m.user_no
  WHERE m.published < ?1 ORDER BY m.published LIMIT ?2)";
constexpr Sql kDropMark = "DELETE FROM announcement_marks WHERE user_no = ?1 AND published = ?2";

const AnnouncementEntry* current(WriteSession& session, NotificationId id) {
  const AnnouncementEntry* entry = session.board().find(id);
  return entry != nullptr && entry->current ? entry : nullptr;
}

/// Gives the change the next number. `entry` and everything else of the board is gone afterwards.
AnnouncementNumber take_number(WriteSession& session) {
  const AnnouncementNumber number = session.board().head + 1;
  session.db().run(kSetHead, number);
  session.forget_board();
  return number;
}

void recall_entry(WriteSession& session, const AnnouncementEntry& entry, const std::optional<Origin>& origin) {
  const AnnouncementNumber published = entry.published;
  Change change;
  change.at = session.now();
  change.op = ChangeOp::announcement_recalled;
  change.notification_id = entry.notification->id;
  change.announcement = take_number(session);
  session.db().run(kChange, published, change.announcement, static_cast<int>(change.op), change.at);
  release_content(session, *change.notification_id);
  session.announce(std::move(change), origin);
}

/// Takes away marks of announcements that are forgotten. Whether the bound was reached.
bool drop_stale_marks(WriteSession& session, std::size_t batch) {
  const AnnouncementBoard& board = session.board();
  const AnnouncementNumber lowest = board.entries.empty() ? board.head + 1 : board.entries.front().published;
  std::vector<std::pair<UserId, AnnouncementNumber>> stale;
  {
    Query rows(session.db(), kStaleMarks, lowest, batch);
    while (rows.next()) {
      stale.emplace_back(UserId(rows.text(0)), rows.count(1));
    }
  }
  for (const auto& [user, published] : stale) {
    UserRecord& record = session.user(user);
    AnnouncementMarks& marks = session.marks_of(record);
    session.db().run(kDropMark, record.no, published);
    marks.single.erase(published);
    --marks.count;
    session.touch(record);
  }
  return stale.size() == batch;
}

/// The next one whose time is over.
const AnnouncementEntry* outlived(WriteSession& session, const UpkeepLimits& limits) {
  for (const AnnouncementEntry& entry : session.board().entries) {
    const auto leaves_at = entry.leaves_at();
    const bool expired = leaves_at && *leaves_at <= limits.now;
    if (entry.current && (expired || entry.notification->created_at < limits.retention_floor)) {
      return &entry;
    }
  }
  return nullptr;
}

void forget_recalled(WriteSession& session, Instant floor) {
  bool forgotten = false;
  for (const AnnouncementEntry& entry : session.board().entries) {
    if (!entry.current && entry.changed_at < floor) {
      session.db().run(kForget, entry.published);
      session.db().run(kSetFloor, entry.changed);
      forgotten = true;
    }
  }
  if (forgotten) {
    session.forget_board();
  }
}

}  // namespace

Result<Published> announce(WriteSession& session, const PublishCommand& command) {
  auto earlier = earlier_answer(session, command.idempotency);
  if (!earlier) {
    return fail(std::move(earlier.error()));
  }
  if (*earlier) {
    return std::move(**earlier);
  }
  if (session.board().current() >= AnnouncementStore::kMaxCurrent) {
    return fail(Error::validation("/audience", "too_many",
                                  fmt::format("{} announcements are current", AnnouncementStore::kMaxCurrent)));
  }
  const Notification& n = *command.notification;
  Change change;
  change.at = session.now();
  change.op = ChangeOp::announced;
  change.notification = command.notification;
  change.announcement = take_number(session);
  session.db().run(kAdd, change.announcement, n.id, n.type, n.created_at, change.at, command.kept_until);
  std::size_t refs = 1;
  if (wants_decided(session, Decisions{})) {
    add_decided(session, nullptr, n.id, Decisions{});
    ++refs;
  }
  add_content(session, n, refs);
  session.announce(std::move(change), command.origin);
  const Published answer{.id = n.id, .accepted = 0, .replayed = false};
  keep_answer(session, command.idempotency, answer);
  return answer;
}

Result<Announcement> edit_announcement(WriteSession& session, NotificationId id, const AnnouncementPatch& patch,
                                       const std::optional<Origin>& origin) {
  const AnnouncementEntry* entry = current(session, id);
  if (entry == nullptr) {
    return fail(ErrorCode::notification_not_found);
  }
  const AnnouncementNumber published = entry->published;
  const auto edited = std::make_shared<const Notification>(apply(patch, *entry->notification));
  Change change;
  change.at = session.now();
  change.op = ChangeOp::announcement_edited;
  change.notification = edited;
  change.announcement = take_number(session);
  const Announcement answer{.notification = edited, .published = published, .changed = change.announcement};
  session.db().run(kChange, published, change.announcement, static_cast<int>(change.op), change.at);
  session.db().run(kEditContent, id, edited->title, edited->body, edited->icon, edited->action_url, edited->data,
                   edited->expires_at);
  session.announce(std::move(change), origin);
  return answer;
}

Result<void> recall_announcement(WriteSession& session, NotificationId id, const std::optional<Origin>& origin) {
  const AnnouncementEntry* entry = current(session, id);
  if (entry == nullptr) {
    return fail(ErrorCode::notification_not_found);
  }
  const AnnouncementEntry kept = *entry;  // the board goes with the change
  recall_entry(session, kept, origin);
  return {};
}

Swept sweep_announcements(WriteSession& session, const UpkeepLimits& limits) {
  Swept swept;
  while (swept.items < limits.batch) {
    const AnnouncementEntry* entry = outlived(session, limits);
    if (entry == nullptr) {
      break;
    }
    const AnnouncementEntry kept = *entry;
    recall_entry(session, kept, std::nullopt);
    ++swept.items;
  }
  forget_recalled(session, limits.log_floor);
  const bool more_marks = drop_stale_marks(session, limits.batch);
  swept.more = swept.items == limits.batch || more_marks;
  return swept;
}

}  // namespace belfry::sqlite
