#include "adapters/sqlite/write_session.hpp"

#include "adapters/sqlite/preference_rows.hpp"
#include "adapters/sqlite/profile_rows.hpp"

#include <utility>

namespace belfry::sqlite {
namespace {

constexpr Sql kFindUser = R"(
  SELECT u.user_no, u.rev, u.unread, u.unseen, u.seen_up_to, u.read_up_to, p.text, p.changed_rev,
         u.announcements_read_up_to, u.announcements_seen_up_to, u.announcements_delivered_up_to, u.announcement_marks
  FROM user_state AS u LEFT JOIN notification_preferences AS p ON p.user_no = u.user_no
  WHERE u.user_id = ?1)";

constexpr Sql kAddUser = "INSERT INTO user_state (user_id) VALUES (?1)";

constexpr Sql kSaveUser = R"(
  UPDATE user_state
  SET rev = ?2, unread = ?3, unseen = ?4, seen_up_to = ?5, read_up_to = ?6, announcements_read_up_to = ?7,
      announcements_seen_up_to = ?8, announcements_delivered_up_to = ?9, announcement_marks = ?10
  WHERE user_no = ?1)";

constexpr Sql kLogChange = R"(
  INSERT INTO inbox_changes (user_no, rev, at, op, notification_id, up_to, decisions, replaces, announcement)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9))";

}  // namespace

UserRecord* WriteSession::find_user(const UserId& user) {
  if (const auto found = users_.find(user); found != users_.end()) {
    return &found->second;
  }
  Query rows(database_, kFindUser, user.view());
  if (!rows.next()) {
    return nullptr;
  }
  UserRecord& record = users_[user];
  record = UserRecord{.no = rows.integer(0),
                      .rev = rows.count(1),
                      .unread = rows.count(2),
                      .unseen = rows.count(3),
                      .seen_up_to = rows.count(4),
                      .read_up_to = rows.count(5)};
  set_preferences(record, preferences_at(rows, 6), rows.count(7));
  record.announcements = {.read_up_to = rows.count(8),
                          .seen_up_to = rows.count(9),
                          .delivered_up_to = rows.count(10),
                          .count = rows.count(11)};
  return &record;
}

UserRecord& WriteSession::user(const UserId& user) {
  if (UserRecord* known = find_user(user)) {
    return *known;
  }
  database_.run(kAddUser, user.view());
  UserRecord fresh;
  fresh.no = database_.last_insert_id();
  return users_.emplace(user, fresh).first->second;
}

const std::vector<std::string>& WriteSession::channels_of(UserRecord& record) {
  if (!record.channels) {
    set_channels(record, read_channels(database_, record.no));
  }
  return *record.channels;
}

void WriteSession::set_channels(UserRecord& record, std::vector<std::string> channels) {
  names_ += channels.size();
  record.channels = std::move(channels);
}

void WriteSession::set_preferences(UserRecord& record, PreferencesPtr preferences, Rev changed_at) {
  names_ += preferences ? preferences->types.size() : 0;
  record.preferences = std::move(preferences);
  record.preferences_changed_at = changed_at;
}

void WriteSession::touch(UserRecord& record) {
  if (!record.dirty) {
    record.dirty = true;
    dirty_.push_back(&record);
  }
}

void WriteSession::drop_user(const UserId& user) {
  if (const auto found = users_.find(user); found != users_.end()) {
    std::erase(dirty_, &found->second);
    users_.erase(found);
  }
}

AnnouncementMarks& WriteSession::marks_of(UserRecord& record) {
  if (!record.marks_read) {
    read_single_marks(database_, record.no, record.announcements);
    record.marks_read = true;
    names_ += record.announcements.single.size();
  }
  return record.announcements;
}

const AnnouncementBoard& WriteSession::board() {
  if (board_ == nullptr) {
    board_ = board_of(database_);
  }
  return *board_;
}

void WriteSession::forget_board() {
  board_ = nullptr;
  database_.known_board() = nullptr;
}

InboxState WriteSession::state_of(UserRecord* record) {
  static const AnnouncementMarks kNone;
  const AnnouncementBoard& announcements = board();
  InboxState state;
  state.epoch = epoch_;
  state.announcement = announcements.head;
  if (record != nullptr) {
    state.rev = record->rev;
    state.unread = record->unread;
    state.unseen = record->unseen;
  }
  if (!announcements.entries.empty()) {
    const AnnouncementView view{.board = announcements,
                                .marks = record == nullptr ? kNone : marks_of(*record),
                                .preferences = record == nullptr ? nullptr : record->preferences.get(),
                                .mandatory = policy_.mandatory};
    state.unread += view.unread();
    state.unseen += view.unseen();
  }
  return state;
}

void WriteSession::announce(Change change, std::optional<Origin> origin) {
  events_.emplace_back(std::make_shared<AnnouncementEvent>(AnnouncementEvent{
      .change = std::move(change), .epoch = epoch_, .origin = std::move(origin), .committed_at = {}}));
}

InboxState WriteSession::log(const UserId& user, UserRecord& record, Change change, std::optional<Origin> origin,
                             const Decisions& decisions) {
  change.rev = ++record.rev;
  change.at = now();
  touch(record);
  const std::optional<NotificationId> id =
      change.notification ? std::optional(change.notification->id) : change.notification_id;
  database_.run(kLogChange, record.no, change.rev, change.at, static_cast<int>(change.op), id, change.up_to,
                decisions.packed(), change.replaces, change.announcement);
  const InboxState state = state_of(&record);
  PreferencesPtr preferences = change.op == ChangeOp::preferences ? record.preferences : nullptr;
  events_.emplace_back(std::make_shared<UserEvent>(UserEvent{.user = user,
                                                             .change = std::move(change),
                                                             .state = state,
                                                             .origin = std::move(origin),
                                                             .committed_at = {},
                                                             .silent = decisions.silent,
                                                             .preferences = std::move(preferences)}));
  return state;
}

void WriteSession::flush() {
  for (UserRecord* record : dirty_) {
    database_.run(kSaveUser, record->no, record->rev, record->unread, record->unseen, record->seen_up_to,
                  record->read_up_to, record->announcements.read_up_to, record->announcements.seen_up_to,
                  record->announcements.delivered_up_to, record->announcements.count);
    record->dirty = false;
  }
  dirty_.clear();
}

void WriteSession::forget() {
  forget_board();
  forget_users();
}

void WriteSession::forget_users() {
  dirty_.clear();
  users_.clear();
  names_ = 0;
}

void WriteSession::begin() {
  events_.clear();
  if (users_.size() > kMaxUsers || names_ > kMaxNames) {
    forget_users();
  }
}

}  // namespace belfry::sqlite
