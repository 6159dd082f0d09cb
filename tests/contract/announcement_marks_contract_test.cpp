#include "contract/store_contract.hpp"

namespace belfry::test {
namespace {

class AnnouncementMarks : public StoreContract {
 protected:
  UpTo cursor(Rev rev, AnnouncementNumber announcement) {
    return {.rev = rev, .epoch = state(ada).epoch, .announcement = announcement};
  }
  Result<InboxUpdate> seen_up_to(const UserId& user, UpTo up_to) { return run_task(store().mark_seen(user, up_to)); }
};

TEST_P(AnnouncementMarks, ReadingOneIsAChangeOfThatUsersLogAlone) {
  const NotificationId id = announce();
  announce();
  clock.advance(std::chrono::seconds(1));
  const auto update = read(ada, id, Origin{.connection = 7, .request_id = "r"});
  ASSERT_TRUE(update);
  EXPECT_TRUE(update->changed);
  EXPECT_EQ(update->state.rev, 1u);
  EXPECT_EQ(update->state.unread, 1u);
  EXPECT_EQ(update->state.unseen, 2u);
  EXPECT_EQ(update->state, state(ada));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0]->change.op, ChangeOp::read);
  EXPECT_EQ(events[0]->change.notification_id, id);
  EXPECT_EQ(events[0]->state, state(ada));
  EXPECT_EQ(events[0]->origin->connection, 7u);
  EXPECT_EQ(find(ada, id)->read_at, clock.now());
  EXPECT_EQ(state(bob).unread, 2u);
  EXPECT_FALSE(find(bob, id)->read_at);
}

TEST_P(AnnouncementMarks, ReadingOneTwiceChangesNothing) {
  const NotificationId id = announce();
  ASSERT_TRUE(read(ada, id));
  const Instant first = clock.now();
  clock.advance(std::chrono::seconds(1));
  const auto again = read(ada, id);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->changed);
  EXPECT_EQ(find(ada, id)->read_at, first);
  EXPECT_EQ(events.size(), 1u);
}

TEST_P(AnnouncementMarks, ReadingARecalledOneIsNotFound) {
  const NotificationId id = announce();
  ASSERT_TRUE(recall(id));
  EXPECT_EQ(code(read(ada, id)), ErrorCode::notification_not_found);
  EXPECT_EQ(code(remove(ada, id)), ErrorCode::notification_not_found);
}

TEST_P(AnnouncementMarks, RemovingOneTakesItFromThatUserAlone) {
  const NotificationId id = announce("away");
  announce("stays");
  const auto update = remove(ada, id);
  ASSERT_TRUE(update);
  EXPECT_EQ(update->state.unread, 1u);
  EXPECT_EQ(update->state.unseen, 1u);
  EXPECT_EQ(update->state.rev, 1u);
  EXPECT_EQ(listed(ada), (Titles{"stays"}));
  EXPECT_FALSE(find(ada, id));
  EXPECT_EQ(listed(bob).size(), 2u);
  EXPECT_EQ(events.back()->change.op, ChangeOp::removed);
  EXPECT_EQ(events.back()->change.notification_id, id);
  EXPECT_EQ(code(remove(ada, id)), ErrorCode::notification_not_found);
  EXPECT_EQ(code(read(ada, id)), ErrorCode::notification_not_found);
}

TEST_P(AnnouncementMarks, RemovingAReadOneMovesNoUnread) {
  const NotificationId id = announce();
  announce();
  ASSERT_TRUE(read(ada, id));
  EXPECT_EQ(remove(ada, id)->state.unread, 1u);
}

TEST_P(AnnouncementMarks, RemovedStayRemovedWhenEdited) {
  const NotificationId id = announce();
  ASSERT_TRUE(remove(ada, id));
  ASSERT_TRUE(retitle(id, "look again"));
  EXPECT_TRUE(history(ada).items.empty());
  EXPECT_EQ(state(ada).unread, 0u);
}

TEST_P(AnnouncementMarks, ReadingAllReadsThemToo) {
  publish(ada);
  const NotificationId id = announce();
  clock.advance(std::chrono::seconds(1));
  const auto update = read_all(ada);
  ASSERT_TRUE(update);
  EXPECT_EQ(update->state.unread, 0u);
  EXPECT_EQ(update->state.rev, 2u);
  EXPECT_EQ(events.back()->change.op, ChangeOp::read_all);
  EXPECT_EQ(events.back()->change.up_to, 1u);
  EXPECT_EQ(events.back()->change.announcement, 1u);
  EXPECT_EQ(find(ada, id)->read_at, clock.now());
  EXPECT_EQ(state(bob).unread, 1u);
  announce("later");
  EXPECT_EQ(state(ada).unread, 1u);
}

TEST_P(AnnouncementMarks, ReadingAllOfAUserNeverHeardOfReadsThem) {
  announce();
  const auto update = read_all(bob);
  ASSERT_TRUE(update);
  EXPECT_TRUE(update->changed);
  EXPECT_EQ(update->state.unread, 0u);
  EXPECT_EQ(update->state.rev, 1u);
  EXPECT_FALSE(read_all(bob)->changed);
}

TEST_P(AnnouncementMarks, ReadingUpToACursorReadsThoseBeforeIt) {
  announce("1");
  publish(ada, "own");
  announce("2");
  publish(ada, "later");
  const auto update = read_all(ada, cursor(1, 1));
  ASSERT_TRUE(update);
  EXPECT_EQ(update->state.unread, 2u);
  HistoryQuery unread;
  unread.unread_only = true;
  EXPECT_EQ(history(ada, unread).items.size(), 2u);
  for (const InboxItem& item : history(ada, unread).items) {
    EXPECT_TRUE(item.notification->title == "2" || item.notification->title == "later");
  }
}

TEST_P(AnnouncementMarks, ReadingUpToACursorThatCoversAnnouncementsOnlyIsAChange) {
  announce();
  const auto update = read_all(ada, cursor(0, 1));
  ASSERT_TRUE(update);
  EXPECT_TRUE(update->changed);
  EXPECT_EQ(update->state.unread, 0u);
  EXPECT_EQ(events.back()->change.announcement, 1u);
}

TEST_P(AnnouncementMarks, ABareRevCoversTheUsersOwnLogOnly) {
  announce();
  publish(ada);
  EXPECT_EQ(read_all(ada, UpTo{.rev = 9, .epoch = {}})->state.unread, 1u);
  EXPECT_EQ(events.back()->change.announcement, 0u);
  EXPECT_FALSE(read_all(ada, UpTo{.rev = 9, .epoch = {}})->changed);
  EXPECT_EQ(seen(ada, 9)->state.unseen, 1u);
}

TEST_P(AnnouncementMarks, ANumberBeyondTheLastMeansTheLast) {
  announce();
  EXPECT_EQ(read_all(ada, cursor(0, 99))->state.unread, 0u);
  EXPECT_EQ(events.back()->change.announcement, 1u);
  announce();
  EXPECT_EQ(state(ada).unread, 1u);
}

TEST_P(AnnouncementMarks, SeeingUpToACursorSeesThoseBeforeIt) {
  announce();
  publish(ada);
  announce();
  const auto update = seen_up_to(ada, cursor(1, 1));
  ASSERT_TRUE(update);
  EXPECT_EQ(update->state.unseen, 1u);
  EXPECT_EQ(update->state.unread, 3u);
  EXPECT_EQ(events.back()->change.op, ChangeOp::seen);
  EXPECT_EQ(events.back()->change.up_to, 1u);
  EXPECT_EQ(events.back()->change.announcement, 1u);
  EXPECT_FALSE(seen_up_to(ada, cursor(1, 1))->changed);
  EXPECT_TRUE(seen_up_to(ada, cursor(1, 2))->changed);
  EXPECT_EQ(state(ada).unseen, 0u);
}

TEST_P(AnnouncementMarks, ReadingAllWithOnlyHiddenOnesUnreadChangesNothing) {
  announce();
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  EXPECT_FALSE(read_all(ada)->changed);
  EXPECT_EQ(state(ada).rev, 1u);
}

TEST_P(AnnouncementMarks, PreferencesHideThemFromCountsListsAndMarks) {
  const NotificationId id = announce("hidden");
  const NotificationId mandatory = announce(of_type("maintenance_scheduled", "mandatory"));
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  EXPECT_EQ(state(ada).unread, 1u);
  EXPECT_EQ(state(ada).unseen, 1u);
  EXPECT_EQ(events.back()->state, state(ada));
  EXPECT_EQ(listed(ada), (Titles{"mandatory"}));
  EXPECT_FALSE(find(ada, id));
  EXPECT_TRUE(find(ada, mandatory));
  EXPECT_EQ(code(read(ada, id)), ErrorCode::notification_not_found);
  EXPECT_EQ(state(bob).unread, 2u);
}

TEST_P(AnnouncementMarks, PreferencesShowThemAgainWithWhatTheUserDid) {
  const NotificationId first = announce("read");
  announce("unread");
  ASSERT_TRUE(read(ada, first));
  ASSERT_TRUE(patch(ada, switching_type("system_announcement", Kind::in_app, false)));
  EXPECT_EQ(state(ada).unread, 0u);
  EXPECT_TRUE(history(ada).items.empty());
  ASSERT_TRUE(patch(ada, switching_type("system_announcement", Kind::in_app, true)));
  EXPECT_EQ(state(ada).unread, 1u);
  EXPECT_EQ(events.back()->state, state(ada));
  EXPECT_EQ(history(ada).items.size(), 2u);
  EXPECT_TRUE(find(ada, first)->read_at);
}

TEST_P(AnnouncementMarks, AnAcknowledgementByCursorDeliversThoseUpToIt) {
  announce("1");
  tick();
  announce("2");
  tick();
  announce("3");
  deliver({.user = ada, .up_to = 0, .announcement_up_to = 2, .ids = {}});
  EXPECT_EQ(titles(welcome(ada).undelivered), (Titles{"3"}));
  EXPECT_EQ(titles(welcome(bob).undelivered), (Titles{"1", "2", "3"}));
  EXPECT_TRUE(events.empty());
  EXPECT_EQ(state(ada).rev, 0u);
  EXPECT_EQ(state(ada).unread, 3u);
}

TEST_P(AnnouncementMarks, AnAcknowledgementByIdDeliversItAndThoseBefore) {
  announce("1");
  tick();
  const NotificationId second = announce("2");
  tick();
  announce("3");
  deliver({.user = ada, .up_to = 0, .announcement_up_to = 0, .ids = {second}});
  EXPECT_EQ(titles(welcome(ada).undelivered), (Titles{"3"}));
  EXPECT_TRUE(find(ada, second)->delivered_at);
}

TEST_P(AnnouncementMarks, AnAcknowledgementBeyondTheLastOneDoesNotDeliverWhatIsYetToCome) {
  announce("1");
  deliver({.user = ada, .up_to = 0, .announcement_up_to = 99, .ids = {}});
  tick();
  announce("2");
  EXPECT_EQ(titles(welcome(ada).undelivered), (Titles{"2"}));
}

TEST_P(AnnouncementMarks, AnEarlierAcknowledgementTakesNothingBack) {
  announce("1");
  tick();
  announce("2");
  deliver({.user = ada, .up_to = 0, .announcement_up_to = 2, .ids = {}});
  deliver({.user = ada, .up_to = 0, .announcement_up_to = 1, .ids = {}});
  EXPECT_TRUE(welcome(ada).undelivered.empty());
}

INSTANTIATE_TEST_SUITE_P(Stores, AnnouncementMarks, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
