#include "contract/notification_store_contract.hpp"

namespace belfry::test {
namespace {

using Marks = NotificationStoreContract;

TEST_P(Marks, ReadingOneTakesItFromTheUnreadAndTellsWhen) {
  const NotificationId id = publish(ada);
  publish(ada);
  clock.advance(std::chrono::minutes(1));
  const auto update = read(ada, id);
  ASSERT_TRUE(update);
  EXPECT_TRUE(update->changed);
  EXPECT_EQ(update->state.rev, 3u);
  EXPECT_EQ(update->state.unread, 1u);
  EXPECT_EQ(update->state.unseen, 2u);
  EXPECT_EQ(find(ada, id)->read_at, clock.now());
  EXPECT_EQ(events.back()->change.op, ChangeOp::read);
  EXPECT_EQ(events.back()->change.notification_id, id);
}

TEST_P(Marks, ReadingTwiceChangesNothing) {
  const NotificationId id = publish(ada);
  ASSERT_TRUE(read(ada, id));
  const Instant first = clock.now();
  clock.advance(std::chrono::minutes(1));
  const auto again = read(ada, id);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->changed);
  EXPECT_EQ(again->state, state(ada));
  EXPECT_EQ(find(ada, id)->read_at, first);
  EXPECT_EQ(events.size(), 2u);
}

TEST_P(Marks, ReadingWhatIsNotThereIsNotFound) {
  const NotificationId id = publish(ada);
  EXPECT_EQ(code(read(bob, id)), ErrorCode::notification_not_found);
  EXPECT_EQ(code(read(ada, Uuid::v4())), ErrorCode::notification_not_found);
}

TEST_P(Marks, CarryTheOriginToTheEvent) {
  const NotificationId id = publish(ada);
  ASSERT_TRUE(read(ada, id, Origin{.connection = 7, .request_id = "r1"}));
  ASSERT_TRUE(events.back()->origin);
  EXPECT_EQ(events.back()->origin->connection, 7u);
  EXPECT_EQ(events.back()->origin->request_id, "r1");
}

TEST_P(Marks, ReadingAllReadsUpToTheHead) {
  publish_many(ada, 3);
  const auto update = read_all(ada);
  ASSERT_TRUE(update);
  EXPECT_EQ(update->state.unread, 0u);
  EXPECT_EQ(update->state.rev, 4u);
  EXPECT_EQ(events.back()->change.op, ChangeOp::read_all);
  EXPECT_EQ(events.back()->change.up_to, 3u);
  for (const InboxItem& item : history(ada).items) {
    EXPECT_EQ(item.read_at, clock.now());
  }
}

TEST_P(Marks, ReadingAllUpToARevLeavesWhatCameLater) {
  publish_many(ada, 4);
  const auto update = read_all(ada, UpTo{.rev = 3, .epoch = state(ada).epoch});
  ASSERT_TRUE(update);
  EXPECT_EQ(update->state.unread, 1u);
  EXPECT_FALSE(history(ada).items.front().read_at);
}

TEST_P(Marks, ReadingAllWithNothingUnreadChangesNothing) {
  const NotificationId id = publish(ada);
  ASSERT_TRUE(read(ada, id));
  const auto update = read_all(ada);
  ASSERT_TRUE(update);
  EXPECT_FALSE(update->changed);
  EXPECT_EQ(update->state, state(ada));
  EXPECT_FALSE(read_all(bob)->changed);
}

TEST_P(Marks, AnItemKeepsTheTimeOfTheFirstReading) {
  const NotificationId single = publish(ada);
  ASSERT_TRUE(read(ada, single));
  const Instant first = clock.now();
  clock.advance(std::chrono::minutes(1));
  const NotificationId swept = publish(ada);
  ASSERT_TRUE(read_all(ada));
  const Instant second = clock.now();
  clock.advance(std::chrono::minutes(1));
  publish(ada);
  ASSERT_TRUE(read_all(ada));
  EXPECT_EQ(find(ada, single)->read_at, first);
  EXPECT_EQ(find(ada, swept)->read_at, second);
  EXPECT_FALSE(read(ada, swept)->changed);
}

TEST_P(Marks, APositionBeyondTheHeadMeansTheHead) {
  publish_many(ada, 2);
  EXPECT_EQ(read_all(ada, UpTo{.rev = 99, .epoch = {}})->state.unread, 0u);
  EXPECT_EQ(events.back()->change.up_to, 2u);
  EXPECT_EQ(seen(ada, 99)->state.unseen, 0u);
  EXPECT_EQ(events.back()->change.up_to, 3u);
}

TEST_P(Marks, APositionOfAnotherEpochIsRefused) {
  publish(ada);
  const UpTo foreign{.rev = 1, .epoch = state(ada).epoch + 1};
  EXPECT_EQ(code(read_all(ada, foreign)), ErrorCode::resync_required);
  EXPECT_EQ(code(run_task(store().mark_seen(ada, foreign))), ErrorCode::resync_required);
  EXPECT_EQ(state(ada).rev, 1u);
}

TEST_P(Marks, SeeingEmptiesTheUnseenAndLeavesTheUnread) {
  publish_many(ada, 3);
  const auto update = seen(ada, 2);
  ASSERT_TRUE(update);
  EXPECT_EQ(update->state.unseen, 1u);
  EXPECT_EQ(update->state.unread, 3u);
  EXPECT_EQ(events.back()->change.op, ChangeOp::seen);
  EXPECT_EQ(events.back()->change.up_to, 2u);
}

TEST_P(Marks, SeeingNothingNewChangesNothing) {
  publish_many(ada, 2);
  ASSERT_TRUE(seen(ada, 2));
  EXPECT_FALSE(seen(ada, 2)->changed);
  EXPECT_FALSE(seen(ada, 1)->changed);
  EXPECT_FALSE(seen(ada, 3)->changed);  // only the change of seeing itself lies between
  EXPECT_FALSE(seen(bob, 1)->changed);
  EXPECT_EQ(state(ada).rev, 3u);
}

TEST_P(Marks, RemovingTakesItFromTheInboxAndFromBothCounts) {
  const NotificationId id = publish(ada);
  const auto update = remove(ada, id);
  ASSERT_TRUE(update);
  EXPECT_EQ(update->state.unread, 0u);
  EXPECT_EQ(update->state.unseen, 0u);
  EXPECT_FALSE(find(ada, id));
  EXPECT_TRUE(history(ada).items.empty());
  EXPECT_EQ(events.back()->change.op, ChangeOp::removed);
  EXPECT_EQ(events.back()->change.notification_id, id);
  EXPECT_EQ(code(remove(ada, id)), ErrorCode::notification_not_found);
}

TEST_P(Marks, RemovingWhatIsReadAndSeenMovesNoCount) {
  const NotificationId id = publish(ada);
  publish(ada);
  ASSERT_TRUE(read_all(ada, UpTo{.rev = 1, .epoch = {}}));
  ASSERT_TRUE(seen(ada, 1));
  const auto update = remove(ada, id);
  EXPECT_EQ(update->state.unread, 1u);
  EXPECT_EQ(update->state.unseen, 1u);
}

TEST_P(Marks, RemovingFromOneInboxLeavesTheOthers) {
  const Notification notification = draft();
  ASSERT_TRUE(append(command(notification, {ada, bob})));
  ASSERT_TRUE(remove(ada, notification.id));
  EXPECT_TRUE(find(bob, notification.id));
}

INSTANTIATE_TEST_SUITE_P(Stores, Marks, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
