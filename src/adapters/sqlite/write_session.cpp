#include "adapters/sqlite/write_session.hpp"

#include "adapters/sqlite/preference_rows.hpp"
#include "adapters/sqlite/profile_rows.hpp"

#include <utility>

namespace belfry::sqlite {
namespace {

constexpr Sql kFindUser = R"(
  SELECT u.user_no, u.rev, u.unread, u.unseen, u.seen_up_to, u.read_up_to, p.text, p.changed_rev
  FROM user_state AS u LEFT JOIN notification_preferences AS p ON p.user_no = u.user_no
  WHERE u.user_id = ?1)";

constexpr Sql kAddUser = "INSERT INTO user_state (user_id) VALUES (?1)";

constexpr Sql kSaveUser = R"(
  UPDATE user_state SET rev = ?2, unread = ?3, unseen = ?4, seen_up_to = ?5, read_up_to = ?6 WHERE user_no = ?1)";

constexpr Sql kLogChange = R"(
  INSERT INTO inbox_changes (user_no, rev, at, op, notification_id, up_to, decisions, replaces)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8))";

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

InboxState WriteSession::state_of(const UserRecord* record) const {
  InboxState state;
  state.epoch = epoch_;
  if (record != nullptr) {
    state.rev = record->rev;
    state.unread = record->unread;
    state.unseen = record->unseen;
  }
  return state;
}

InboxState WriteSession::log(const UserId& user, UserRecord& record, Change change, std::optional<Origin> origin,
                             const Decisions& decisions) {
  change.rev = ++record.rev;
  change.at = now();
  touch(record);
  const std::optional<NotificationId> id =
      change.notification ? std::optional(change.notification->id) : change.notification_id;
  database_.run(kLogChange, record.no, change.rev, change.at, static_cast<int>(change.op), id, change.up_to,
                decisions.packed(), change.replaces);
  const InboxState state = state_of(&record);
  PreferencesPtr preferences = change.op == ChangeOp::preferences ? record.preferences : nullptr;
  events_.push_back(std::make_shared<UserEvent>(UserEvent{.user = user,
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
                  record->read_up_to);
    record->dirty = false;
  }
  dirty_.clear();
}

void WriteSession::forget() {
  dirty_.clear();
  users_.clear();
  names_ = 0;
}

void WriteSession::begin() {
  events_.clear();
  if (users_.size() > kMaxUsers || names_ > kMaxNames) {
    forget();
  }
}

}  // namespace belfry::sqlite
