#pragma once

#include "unit/adapters/sqlite/sqlite_fixture.hpp"

#include "adapters/sqlite/sqlite_channel_send_store.hpp"
#include "adapters/sqlite/sqlite_preference_store.hpp"
#include "adapters/sqlite/sqlite_subscription_store.hpp"

#include <string>

namespace belfry::sqlite::test {

/// Publishing with all that decides about it.
class PublishFixture : public SqliteTest {
 protected:
  void open_all() {
    open();
    preferences = std::make_unique<SqlitePreferenceStore>(*database);
    subscriptions = std::make_unique<SqliteSubscriptionStore>(*database);
    sends = std::make_unique<SqliteChannelSendStore>(*database);
  }
  void reopen() {
    sends.reset();
    subscriptions.reset();
    preferences.reset();
    close();
    open_all();
  }

  static PreferencesPatch in_app(bool enabled) {
    PreferencesPatch patch;
    patch.enabled[index_of(ChannelKind::in_app)] = enabled;
    return patch;
  }
  Result<StoredPreferences> patch(const UserId& user, PreferencesPatch change) {
    return run_task(preferences->patch_preferences(user, std::move(change), std::nullopt, std::nullopt));
  }

  /// To the channel `news`.
  PublishCommand send(const std::string& title) const {
    PublishCommand one = command(ada);
    Notification content = *one.notification;
    content.title = title;
    content.channel = "news";
    one.notification = std::make_shared<const Notification>(std::move(content));
    one.users.clear();
    return one;
  }
  void subscribe(const UserId& user) { ASSERT_TRUE(run_task(subscriptions->subscribe(user, {"news"}))); }

  /// Straight from the file.
  std::int64_t number(const std::string& sql) const {
    auto raw = Database::open(settings.path, Database::Mode::read_only, std::chrono::seconds(1)).value();
    Query rows(*raw, sql.c_str());
    const std::int64_t found = rows.next() ? rows.integer(0) : -1;
    EXPECT_FALSE(raw->failed());
    return found;
  }

  std::unique_ptr<SqlitePreferenceStore> preferences;
  std::unique_ptr<SqliteSubscriptionStore> subscriptions;
  std::unique_ptr<SqliteChannelSendStore> sends;
};

}  // namespace belfry::sqlite::test
