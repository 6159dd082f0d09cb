#pragma once

#include "contract/notification_store_contract.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace belfry::test {

/// The other ports beside the inboxes: preferences, subscriptions, sends to channels and announcements.
class StoreContract : public NotificationStoreContract {
 protected:
  using Kind = ChannelKind;

  // Preferences.

  static PreferencesPatch switching(Kind kind, bool on) {
    PreferencesPatch patch;
    patch.enabled[index_of(kind)] = std::optional(on);
    return patch;
  }
  static PreferencesPatch switching_type(const std::string& type, Kind kind, bool on) {
    PerKind<Patch<bool>> said;
    said[index_of(kind)] = std::optional(on);
    PreferencesPatch patch;
    patch.types[type] = std::optional(said);
    return patch;
  }
  /// Quiet from two hours before the clock's time of day until two hours after it, every day.
  PreferencesPatch quiet_now() const {
    constexpr int kDay = 24 * 60;
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(clock.now().time_since_epoch()).count();
    const int now = static_cast<int>(minutes % kDay);
    const auto at = [](int minute) {
      return static_cast<std::uint16_t>((minute + kDay) % kDay);
    };
    PreferencesPatch patch;
    patch.quiet_hours = std::optional(QuietHoursPatch{
        .time_zone = TimeZone::find("UTC"),
        .periods = std::vector<QuietPeriod>{{.days = 0x7F, .from = at(now - 120), .to = at(now + 120)}}});
    return patch;
  }
  StoredPreferences preferences(const UserId& user) {
    return run_task(stores->preferences().preferences(user)).value();
  }
  Result<StoredPreferences> patch(const UserId& user, PreferencesPatch change,
                                  std::optional<Rev> if_match = std::nullopt,
                                  std::optional<Origin> origin = std::nullopt) {
    return run_task(stores->preferences().patch_preferences(user, std::move(change), if_match, std::move(origin)));
  }

  // Publishing.

  Notification of_type(const std::string& type, std::string title = "hello") {
    Notification notification = draft(std::move(title));
    notification.type = type;
    return notification;
  }
  Notification on_channel(const std::string& channel, std::string title = "hello") {
    Notification notification = draft(std::move(title));
    notification.channel = channel;
    return notification;
  }
  PublishCommand collapsing(const std::string& key, const UserId& user, std::string title = "hello") {
    PublishCommand made = command(draft(std::move(title)), {user});
    made.collapse_key = key;
    return made;
  }
  PublishCommand deduped(const std::string& key, const std::vector<UserId>& users, std::string title = "hello") {
    PublishCommand made = command(draft(std::move(title)), users);
    made.dedupe_key = key;
    return made;
  }

  // Channels.

  std::vector<std::string> channels(const UserId& user) {
    return run_task(stores->subscriptions().channels(user)).value();
  }
  void unsubscribe(const UserId& user, std::vector<std::string> names) {
    EXPECT_TRUE(run_task(stores->subscriptions().unsubscribe(user, std::move(names))));
  }
  Result<Published> send(PublishCommand publish) {
    publish.users.clear();
    return run_task(stores->channel_sends().send_to_channel(std::move(publish)));
  }
  NotificationId send(const std::string& channel, const std::string& title = "hello") {
    const auto published = send(command(on_channel(channel, title), {}));
    EXPECT_TRUE(published.has_value());
    return published ? published->id : NotificationId{};
  }
  FanOutStep fan_out(std::size_t batch) { return run_task(stores->channel_sends().fan_out(batch)).value(); }
  /// Steps until there is no more; how many users were dealt with.
  std::size_t fan_out_all(std::size_t batch = 100) {
    std::size_t users = 0;
    for (int step = 0; step < 1'000; ++step) {
      const FanOutStep done = fan_out(batch);
      users += done.users;
      if (!done.more) {
        return users;
      }
    }
    ADD_FAILURE() << "the sends never end";
    return users;
  }

  // Announcements.

  NotificationId announce(Notification notification) {
    const auto published = run_task(stores->announcements().announce(command(std::move(notification), {})));
    EXPECT_TRUE(published.has_value());
    return published ? published->id : NotificationId{};
  }
  NotificationId announce(const std::string& title = "hello") {
    return announce(of_type("system_announcement", title));
  }
  Result<Announcement> edit(NotificationId id, AnnouncementPatch change, std::optional<Origin> origin = std::nullopt) {
    return run_task(stores->announcements().edit(id, std::move(change), std::move(origin)));
  }
  Result<Announcement> retitle(NotificationId id, const std::string& title) {
    AnnouncementPatch change;
    change.title = title;
    return edit(id, std::move(change));
  }
  Result<void> recall(NotificationId id, std::optional<Origin> origin = std::nullopt) {
    return run_task(stores->announcements().recall(id, std::move(origin)));
  }
  /// Time passes with every publish, as it does: what is merged by time has one order then.
  void tick() { clock.advance(std::chrono::milliseconds(10)); }

  // Reading.

  Result<ChangesPage> changes_since(const UserId& user, const Cursor& since, std::size_t limit = 100,
                                    std::size_t max_behind = 0) {
    return run_task(store().changes(user, since, limit, max_behind));
  }
  Cursor beginning() { return Cursor{state(ada).epoch, 0, 0}; }
  Welcome welcome(const UserId& user, Instant published_after = {}, std::size_t limit = 100) {
    return run_task(store().welcome(user, published_after, limit)).value();
  }
  void deliver(Delivery delivery) {
    EXPECT_TRUE(run_task(store().mark_delivered(std::vector<Delivery>{std::move(delivery)})));
  }
  /// Calls until there is no more.
  void upkeep_all(const UpkeepLimits& limits) {
    int calls = 0;
    while (upkeep(limits).more && calls < 1'000) {
      ++calls;
    }
  }
  std::vector<std::string> listed(const UserId& user) { return titles(history(user).items); }

  using Titles = std::vector<std::string>;
};

}  // namespace belfry::test
