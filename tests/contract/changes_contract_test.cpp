#include "contract/notification_store_contract.hpp"

namespace belfry::test {
namespace {

class Changes : public NotificationStoreContract {
 protected:
  static std::vector<ChangeOp> ops(const ChangesPage& page) {
    std::vector<ChangeOp> all;
    for (const Change& change : page.changes) {
      all.push_back(change.op);
    }
    return all;
  }
};

TEST_P(Changes, AreAllThatHappenedAfterTheCursorInOrder) {
  const NotificationId first = publish(ada, "first");
  const NotificationId second = publish(ada, "second");
  ASSERT_TRUE(read(ada, first));
  ASSERT_TRUE(seen(ada, 2));
  ASSERT_TRUE(read_all(ada));
  ASSERT_TRUE(remove(ada, second));
  const auto page = changes(ada, 1);
  ASSERT_TRUE(page);
  EXPECT_EQ(ops(*page), (std::vector<ChangeOp>{ChangeOp::added, ChangeOp::read, ChangeOp::seen, ChangeOp::read_all,
                                               ChangeOp::removed}));
  EXPECT_EQ(page->changes[1].notification_id, first);
  EXPECT_EQ(page->changes[2].up_to, 2u);
  EXPECT_EQ(page->changes[3].up_to, 4u);
  EXPECT_EQ(page->changes[4].notification_id, second);
  EXPECT_EQ(page->state, state(ada));
  EXPECT_FALSE(page->has_more);
}

TEST_P(Changes, AreWhatTheListenerWasTold) {
  const NotificationId id = publish(ada);
  clock.advance(std::chrono::seconds(1));
  ASSERT_TRUE(read(ada, id));
  const auto page = changes(ada, 0);
  ASSERT_EQ(page->changes.size(), events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    EXPECT_EQ(page->changes[i].rev, events[i]->change.rev);
    EXPECT_EQ(page->changes[i].at, events[i]->change.at);
    EXPECT_EQ(page->changes[i].op, events[i]->change.op);
  }
}

TEST_P(Changes, OfANewNotificationCarryItEvenAfterItWasRemoved) {
  const Notification notification = draft("gone");
  publish(ada, notification);
  ASSERT_TRUE(remove(ada, notification.id));
  const auto page = changes(ada, 0);
  ASSERT_EQ(page->changes.size(), 2u);
  EXPECT_EQ(*page->changes[0].notification, notification);
}

TEST_P(Changes, ComeInPages) {
  publish_many(ada, 5);
  const auto first = changes(ada, 0, 3);
  EXPECT_EQ(first->changes.size(), 3u);
  EXPECT_TRUE(first->has_more);
  const auto second = changes(ada, first->changes.back().rev, 3);
  EXPECT_EQ(second->changes.size(), 2u);
  EXPECT_EQ(second->changes.front().rev, 4u);
  EXPECT_FALSE(second->has_more);
}

TEST_P(Changes, AtTheHeadAreNone) {
  publish(ada);
  const auto page = changes(ada, 1);
  ASSERT_TRUE(page);
  EXPECT_TRUE(page->changes.empty());
  EXPECT_FALSE(page->has_more);
  EXPECT_TRUE(changes(bob, 0)->changes.empty());
}

TEST_P(Changes, BeyondTheHeadNeedAResync) {
  publish(ada);
  EXPECT_EQ(code(changes(ada, 2)), ErrorCode::resync_required);
  EXPECT_EQ(code(changes(bob, 1)), ErrorCode::resync_required);
}

TEST_P(Changes, BeyondTheLastAnnouncementNeedAResync) {
  publish(ada);
  const Cursor cursor{state(ada).epoch, 1, 1};
  EXPECT_EQ(code(run_task(store().changes(ada, cursor, 10, 0))), ErrorCode::resync_required);
}

TEST_P(Changes, OfAnotherEpochNeedAResync) {
  publish(ada);
  const Cursor cursor{state(ada).epoch + 1, 1, 0};
  EXPECT_EQ(code(run_task(store().changes(ada, cursor, 10, 0))), ErrorCode::resync_required);
}

TEST_P(Changes, TooFarBackNeedAResync) {
  publish_many(ada, 4);
  EXPECT_EQ(code(changes(ada, 0, 10, 3)), ErrorCode::resync_required);
  EXPECT_TRUE(changes(ada, 1, 10, 3));
}

TEST_P(Changes, ForgottenByTheLogNeedAResyncAndTheRestStays) {
  publish_many(ada, 2);
  clock.advance(std::chrono::hours(1));
  publish(ada);
  UpkeepLimits limits = idle_limits();
  limits.log_floor = clock.now();
  upkeep(limits);
  EXPECT_EQ(code(changes(ada, 0)), ErrorCode::resync_required);
  EXPECT_EQ(code(changes(ada, 1)), ErrorCode::resync_required);
  const auto kept = changes(ada, 2);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->changes.size(), 1u);
}

TEST_P(Changes, KeepTheirContentWhileAnyLogNeedsIt) {
  const Notification notification = draft("shared");
  ASSERT_TRUE(append(command(notification, {ada, bob})));
  ASSERT_TRUE(remove(ada, notification.id));
  ASSERT_TRUE(remove(bob, notification.id));
  EXPECT_EQ(*changes(bob, 0)->changes[0].notification, notification);
}

TEST_P(Changes, TrimmedFromTheLogLeaveTheInboxAlone) {
  const Notification notification = draft("kept");
  publish(ada, notification);
  clock.advance(std::chrono::hours(1));
  UpkeepLimits limits = idle_limits();
  limits.log_floor = clock.now();
  upkeep(limits);
  EXPECT_EQ(*find(ada, notification.id)->notification, notification);
  EXPECT_EQ(state(ada).unread, 1u);
  EXPECT_TRUE(changes(ada, 1));
}

INSTANTIATE_TEST_SUITE_P(Stores, Changes, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
