#include "adapters/sqlite/write_session.hpp"

namespace belfry::sqlite {
namespace {

constexpr Sql kFindUser = R"(
  SELECT user_no, rev, unread, unseen, seen_up_to, read_up_to FROM user_state WHERE user_id = ?1)";

constexpr Sql kAddUser = "INSERT INTO user_state (user_id) VALUES (?1)";

constexpr Sql kSaveUser = R"(
  UPDATE user_state SET rev = ?2, unread = ?3, unseen = ?4, seen_up_to = ?5, read_up_to = ?6 WHERE user_no = ?1)";

constexpr Sql kLogChange = R"(
  INSERT INTO inbox_changes (user_no, rev, at, op, notification_id, up_to) VALUES (?1, ?2, ?3, ?4, ?5, ?6))";

}  // namespace

UserRecord* WriteSession::find_user(const UserId& user) {
  if (const auto found = users_.find(user); found != users_.end()) {
    return &found->second;
  }
  Query rows(database_, kFindUser, user.view());
  if (!rows.next()) {
    return nullptr;
  }
  const UserRecord record{.no = rows.integer(0),
                          .rev = rows.count(1),
                          .unread = rows.count(2),
                          .unseen = rows.count(3),
                          .seen_up_to = rows.count(4),
                          .read_up_to = rows.count(5),
                          .dirty = false};
  return &users_.emplace(user, record).first->second;
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

InboxState WriteSession::log(const UserId& user, UserRecord& record, Change change, std::optional<Origin> origin) {
  change.rev = ++record.rev;
  change.at = now();
  touch(record);
  const std::optional<NotificationId> id =
      change.notification ? std::optional(change.notification->id) : change.notification_id;
  database_.run(kLogChange, record.no, change.rev, change.at, static_cast<int>(change.op), id, change.up_to);
  const InboxState state = state_of(&record);
  events_.push_back(std::make_shared<UserEvent>(UserEvent{
      .user = user, .change = std::move(change), .state = state, .origin = std::move(origin), .committed_at = {}}));
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
}

void WriteSession::begin() {
  events_.clear();
  if (users_.size() > kMaxUsers) {
    users_.clear();
  }
}

}  // namespace belfry::sqlite
