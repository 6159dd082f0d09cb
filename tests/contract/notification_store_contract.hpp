#pragma once

#include "contract/stores.hpp"
#include "support/manual_clock.hpp"
#include "support/run_task.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace belfry::test {

/// What every store promises, asked of each of them. The test plays the relay and keeps the events.
class NotificationStoreContract : public ::testing::TestWithParam<StoreKind>, public CommitListener {
 protected:
  void SetUp() override {
    stores = GetParam().make(clock, policy());
    stores->notifications().set_listener(*this);
  }

  /// `maintenance_scheduled` is mandatory; everything leaves through the outbox.
  static StorePolicy policy() {
    return {.mandatory = MandatoryTypes({"maintenance_scheduled"}), .outbox = {.decided = true, .delivered = true}};
  }

  void on_committed(std::span<const CommittedEvent> committed) override {
    for (const CommittedEvent& event : committed) {
      if (const auto* personal = std::get_if<UserEventPtr>(&event)) {
        events.push_back(*personal);
      } else {
        announcements.push_back(std::get<AnnouncementEventPtr>(event));
      }
      order.push_back(event);
    }
  }

  NotificationStore& store() { return stores->notifications(); }
  void subscribe(const UserId& user, std::vector<std::string> channels) {
    EXPECT_TRUE(run_task(stores->subscriptions().subscribe(user, std::move(channels))));
  }

  /// A draft with a fresh id of this moment.
  Notification draft(std::string title = "hello") {
    Notification notification;
    notification.id = Uuid::v7(clock.now());
    notification.type = "new_like";
    notification.title = std::move(title);
    notification.created_at = clock.now();
    return notification;
  }

  static PublishCommand command(Notification notification, const std::vector<UserId>& users,
                                std::optional<IdempotencyClaim> claim = std::nullopt) {
    return {std::make_shared<const Notification>(std::move(notification)), users, std::move(claim)};
  }

  Result<Published> append(PublishCommand publish) { return run_task(store().append(std::move(publish))); }

  NotificationId publish(const UserId& user, Notification notification) {
    const auto published = append(command(std::move(notification), {user}));
    EXPECT_TRUE(published.has_value());
    return published ? published->id : NotificationId{};
  }
  NotificationId publish(const UserId& user, const std::string& title = "hello") { return publish(user, draft(title)); }
  void publish_many(const UserId& user, int count) {
    for (int i = 1; i <= count; ++i) {
      publish(user, std::to_string(i));
    }
  }

  InboxState state(const UserId& user) { return run_task(store().state(user)).value(); }
  std::optional<InboxItem> find(const UserId& user, NotificationId id) {
    return run_task(store().find(user, id)).value();
  }
  HistoryPage history(const UserId& user, HistoryQuery query = {}) {
    return run_task(store().history(user, std::move(query))).value();
  }
  Result<ChangesPage> changes(const UserId& user, Rev since, std::size_t limit = 100, std::size_t max_behind = 0) {
    const Cursor cursor{state(user).epoch, since, 0};
    return run_task(store().changes(user, cursor, limit, max_behind));
  }
  Result<InboxUpdate> read(const UserId& user, NotificationId id, std::optional<Origin> origin = std::nullopt) {
    return run_task(store().mark_read(user, id, std::move(origin)));
  }
  Result<InboxUpdate> read_all(const UserId& user, std::optional<UpTo> up_to = std::nullopt) {
    return run_task(store().mark_all_read(user, up_to, std::nullopt));
  }
  Result<InboxUpdate> seen(const UserId& user, Rev up_to) {
    return run_task(store().mark_seen(user, UpTo{up_to, std::nullopt}));
  }
  Result<InboxUpdate> remove(const UserId& user, NotificationId id) { return run_task(store().remove(user, id)); }

  /// Limits that nothing has reached yet.
  UpkeepLimits idle_limits() const {
    return {.now = clock.now(), .retention_floor = {}, .log_floor = {}, .idempotency_floor = {}};
  }
  Swept upkeep(const UpkeepLimits& limits) { return run_task(store().upkeep(limits)).value(); }

  static std::vector<std::string> titles(const std::vector<InboxItem>& items) {
    std::vector<std::string> all;
    for (const InboxItem& item : items) {
      all.push_back(item.notification->title);
    }
    return all;
  }

  template <class T>
  static std::optional<ErrorCode> code(const Result<T>& result) {
    return result ? std::nullopt : std::optional(result.error().code);
  }

  const UserId ada{std::string("ada")};
  const UserId bob{std::string("bob")};
  ManualClock clock;
  std::unique_ptr<StoreUnderTest> stores;
  std::vector<UserEventPtr> events;
  std::vector<AnnouncementEventPtr> announcements;
  std::vector<CommittedEvent> order;  ///< both, as they were committed
};

}  // namespace belfry::test
