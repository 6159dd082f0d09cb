#include "contract/notification_store_contract.hpp"

namespace belfry::test {
namespace {

class Upkeep : public NotificationStoreContract {
 protected:
  NotificationId publish_expiring(const UserId& user, std::chrono::milliseconds life) {
    Notification notification = draft("expiring");
    notification.expires_at = clock.now() + life;
    return publish(user, notification);
  }
};

TEST_P(Upkeep, TakesWhatExpiredOutOfTheInboxAndTheCounts) {
  const NotificationId id = publish_expiring(ada, std::chrono::seconds(10));
  publish(ada, "stays");
  clock.advance(std::chrono::seconds(10));
  const Swept swept = upkeep(idle_limits());
  EXPECT_EQ(swept.items, 1u);
  EXPECT_FALSE(swept.more);
  EXPECT_EQ(titles(history(ada).items), (std::vector<std::string>{"stays"}));
  EXPECT_EQ(state(ada).unread, 1u);
  EXPECT_EQ(state(ada).unseen, 1u);
  EXPECT_EQ(events.back()->change.op, ChangeOp::expired);
  EXPECT_EQ(events.back()->change.notification_id, id);
  EXPECT_EQ(events.back()->state, state(ada));
}

TEST_P(Upkeep, TakesOutWhatItsTypeIsNoLongerKeptForWhicheverComesFirst) {
  const auto publish_kept = [this](std::chrono::seconds kept, std::optional<Instant> expires_at) {
    Notification notification = draft("kept for less");
    notification.expires_at = expires_at;
    auto made = std::make_shared<const Notification>(std::move(notification));
    ASSERT_TRUE(append(PublishCommand{made, {ada}, std::nullopt, std::nullopt, clock.now() + kept}));
  };
  publish_kept(std::chrono::seconds(5), std::nullopt);
  publish_kept(std::chrono::seconds(5), clock.now() + std::chrono::hours(1));
  publish_kept(std::chrono::hours(1), clock.now() + std::chrono::seconds(5));
  clock.advance(std::chrono::milliseconds(4'999));
  EXPECT_EQ(upkeep(idle_limits()).items, 0u);
  clock.advance(std::chrono::milliseconds(1));
  EXPECT_EQ(upkeep(idle_limits()).items, 3u);
}

TEST_P(Upkeep, LeavesWhatHasNotExpiredYet) {
  publish_expiring(ada, std::chrono::seconds(10));
  clock.advance(std::chrono::milliseconds(9'999));
  EXPECT_EQ(upkeep(idle_limits()).items, 0u);
  EXPECT_EQ(state(ada).rev, 1u);
}

TEST_P(Upkeep, CountsAReadOneThatExpiresOnlyOnce) {
  const NotificationId id = publish_expiring(ada, std::chrono::seconds(1));
  publish_expiring(ada, std::chrono::seconds(1));
  publish(ada, "unread");
  ASSERT_TRUE(read(ada, id));
  ASSERT_TRUE(read_all(ada, UpTo{.rev = 2, .epoch = {}}));
  clock.advance(std::chrono::seconds(1));
  EXPECT_EQ(upkeep(idle_limits()).items, 2u);
  EXPECT_EQ(state(ada).unread, 1u);
}

TEST_P(Upkeep, TakesOutWhatWasPublishedBeforeTheRetentionFloor) {
  publish(ada, "old");
  clock.advance(std::chrono::hours(1));
  publish(ada, "new");
  UpkeepLimits limits = idle_limits();
  limits.retention_floor = clock.now();
  EXPECT_EQ(upkeep(limits).items, 1u);
  EXPECT_EQ(titles(history(ada).items), (std::vector<std::string>{"new"}));
  EXPECT_EQ(events.back()->change.op, ChangeOp::expired);
}

TEST_P(Upkeep, TakesAnItemOutOnceThatIsBothExpiredAndOld) {
  publish_expiring(ada, std::chrono::seconds(1));
  clock.advance(std::chrono::hours(1));
  UpkeepLimits limits = idle_limits();
  limits.retention_floor = clock.now();
  EXPECT_EQ(upkeep(limits).items, 1u);
  EXPECT_EQ(state(ada).rev, 2u);
}

TEST_P(Upkeep, StopsAtTheBoundAndGoesOnWhenCalledAgain) {
  for (int i = 0; i < 5; ++i) {
    publish_expiring(i % 2 == 0 ? ada : bob, std::chrono::seconds(1));
  }
  clock.advance(std::chrono::seconds(1));
  UpkeepLimits limits = idle_limits();
  limits.batch = 3;
  const Swept first = upkeep(limits);
  EXPECT_EQ(first.items, 3u);
  EXPECT_TRUE(first.more);
  const Swept second = upkeep(limits);
  EXPECT_EQ(second.items, 2u);
  EXPECT_FALSE(second.more);
  EXPECT_EQ(state(ada).unread + state(bob).unread, 0u);
}

TEST_P(Upkeep, IsInTheLogOfTheUser) {
  publish_expiring(ada, std::chrono::seconds(1));
  clock.advance(std::chrono::seconds(1));
  upkeep(idle_limits());
  const auto page = changes(ada, 0);
  ASSERT_EQ(page->changes.size(), 2u);
  EXPECT_TRUE(page->changes[0].notification);
  EXPECT_EQ(page->changes[1].op, ChangeOp::expired);
}

TEST_P(Upkeep, ForgetsIdempotencyKeysBelowTheirFloorOnly) {
  IdempotencyClaim old_key{.key = "old", .fingerprint = {}};
  ASSERT_TRUE(append(command(draft(), {ada}, old_key)));
  clock.advance(std::chrono::hours(1));
  IdempotencyClaim new_key{.key = "new", .fingerprint = {}};
  ASSERT_TRUE(append(command(draft(), {ada}, new_key)));
  UpkeepLimits limits = idle_limits();
  limits.idempotency_floor = clock.now();
  upkeep(limits);
  EXPECT_FALSE(append(command(draft(), {ada}, old_key))->replayed);
  EXPECT_TRUE(append(command(draft(), {ada}, new_key))->replayed);
}

TEST_P(Upkeep, GoesOnFromTheSameHeadAfterEverythingLeft) {
  publish(ada);
  clock.advance(std::chrono::hours(1));
  UpkeepLimits limits = idle_limits();
  limits.retention_floor = clock.now();
  limits.log_floor = clock.now() + std::chrono::hours(1);
  upkeep(limits);
  upkeep(limits);
  EXPECT_EQ(state(ada).rev, 2u);
  publish(ada);
  EXPECT_EQ(state(ada).rev, 3u);
  EXPECT_EQ(state(ada).unread, 1u);
  EXPECT_TRUE(changes(ada, 2));
}

TEST_P(Upkeep, TheStoreCanTellThatItWrites) { EXPECT_TRUE(run_task(store().check())); }

INSTANTIATE_TEST_SUITE_P(Stores, Upkeep, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
