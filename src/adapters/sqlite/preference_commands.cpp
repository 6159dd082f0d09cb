#include "adapters/sqlite/preference_commands.hpp"

#include "adapters/sqlite/preference_rows.hpp"
#include "wire/preferences_json.hpp"

#include <memory>
#include <utility>

namespace belfry::sqlite {
namespace {

constexpr Sql kFind = R"(
  SELECT p.text, p.changed_rev FROM user_state AS u CROSS JOIN notification_preferences AS p ON p.user_no = u.user_no
  WHERE u.user_id = ?1)";

constexpr Sql kKeep = R"(
  INSERT INTO notification_preferences (user_no, text, in_app, changed_rev) VALUES (?1, ?2, ?3, ?4)
  ON CONFLICT DO UPDATE SET text = excluded.text, in_app = excluded.in_app, changed_rev = excluded.changed_rev)";

constexpr Sql kWithoutInApp = R"(
  SELECT u.user_id FROM notification_preferences AS p INDEXED BY notification_preferences_without_in_app
  CROSS JOIN user_state AS u ON u.user_no = p.user_no
  WHERE p.in_app = 0)";

StoredPreferences stored(const PreferencesPtr& preferences, Epoch epoch, Rev changed_at) {
  return {.preferences = preferences ? *preferences : Preferences{}, .epoch = epoch, .changed_at = changed_at};
}

}  // namespace

Result<StoredPreferences> patch_preferences(WriteSession& session, const UserId& user, const PreferencesPatch& patch,
                                            std::optional<Rev> if_match, const std::optional<Origin>& origin) {
  const UserRecord* known = session.find_user(user);
  StoredPreferences before = stored(known == nullptr ? nullptr : known->preferences, session.epoch(),
                                    known == nullptr ? 0 : known->preferences_changed_at);
  if (if_match && *if_match != before.changed_at) {
    return fail(ErrorCode::precondition_failed);
  }
  auto patched = apply(patch, before.preferences);
  if (!patched) {
    return fail(std::move(patched.error()));
  }
  if (*patched == before.preferences) {
    return before;
  }
  UserRecord& record = session.user(user);
  const auto preferences = std::make_shared<const Preferences>(std::move(*patched));
  // First, so that the counts told with the change are those that hold under them.
  session.set_preferences(record, preferences, record.rev + 1);
  Change change;
  change.op = ChangeOp::preferences;
  const Rev rev = session.log(user, record, std::move(change), origin).rev;
  const bool in_app = preferences->enabled[index_of(ChannelKind::in_app)];
  session.db().run(kKeep, record.no, wire::preferences_text(*preferences), in_app, rev);
  return stored(preferences, session.epoch(), rev);
}

StoredPreferences read_preferences(Database& database, Epoch epoch, const UserId& user) {
  Query rows(database, kFind, user.view());
  return rows.next() ? stored(preferences_at(rows, 0), epoch, rows.count(1)) : stored(nullptr, epoch, 0);
}

std::vector<UserId> read_users_without_in_app(Database& database) {
  std::vector<UserId> users;
  Query rows(database, kWithoutInApp);
  while (rows.next()) {
    users.emplace_back(rows.text(0));
  }
  return users;
}

}  // namespace belfry::sqlite
