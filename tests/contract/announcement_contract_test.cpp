#include "contract/store_contract.hpp"

namespace belfry::test {
namespace {

using Announcements = StoreContract;

TEST_P(Announcements, AreOneEventHoweverManyUsersThereAre) {
  for (int i = 0; i < 20; ++i) {
    publish(UserId("user-" + std::to_string(i)));
  }
  order.clear();
  const NotificationId id = announce("to all");
  ASSERT_EQ(order.size(), 1u);
  ASSERT_EQ(announcements.size(), 1u);
  const AnnouncementEvent& event = *announcements[0];
  EXPECT_EQ(event.change.op, ChangeOp::announced);
  EXPECT_EQ(event.change.announcement, 1u);
  EXPECT_EQ(event.change.at, clock.now());
  ASSERT_TRUE(event.change.notification);
  EXPECT_EQ(event.change.notification->id, id);
  EXPECT_EQ(event.epoch, state(ada).epoch);
  EXPECT_EQ(event.committed_at, clock.steady_now());
  EXPECT_FALSE(event.origin);
}

TEST_P(Announcements, CountNobodyAndSuppressNobody) {
  publish(ada);
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  const Notification notification = of_type("system_announcement");
  const auto published = run_task(stores->announcements().announce(command(notification, {})));
  ASSERT_TRUE(published);
  EXPECT_EQ(published->id, notification.id);
  EXPECT_EQ(published->accepted, 0u);
  EXPECT_TRUE(published->suppressed.empty());
}

TEST_P(Announcements, AreUnreadAndUnseenForEverybodyWithoutMovingAnyRev) {
  publish(ada);
  announce();
  announce();
  EXPECT_EQ(state(ada).rev, 1u);
  EXPECT_EQ(state(ada).unread, 3u);
  EXPECT_EQ(state(ada).unseen, 3u);
  EXPECT_EQ(state(ada).announcement, 2u);
}

TEST_P(Announcements, AreThereForAUserNeverHeardOf) {
  const NotificationId id = announce("welcome");
  EXPECT_EQ(state(bob).rev, 0u);
  EXPECT_EQ(state(bob).unread, 1u);
  EXPECT_EQ(state(bob).unseen, 1u);
  EXPECT_EQ(state(bob).announcement, 1u);
  EXPECT_EQ(listed(bob), (Titles{"welcome"}));
  const auto item = find(bob, id);
  ASSERT_TRUE(item);
  EXPECT_EQ(item->rev, 0u);
  EXPECT_EQ(item->announcement, 1u);
  EXPECT_FALSE(item->read_at);
  EXPECT_FALSE(item->delivered_at);
}

TEST_P(Announcements, KeepEveryField) {
  Notification full = of_type("system_announcement", "title");
  full.body = "body";
  full.icon = "icon";
  full.action_url = "/a?b=c";
  full.data = R"({"a":1})";
  full.expires_at = clock.now() + std::chrono::hours(1);
  announce(full);
  EXPECT_EQ(*find(ada, full.id)->notification, full);
}

TEST_P(Announcements, AreRepeatedByTheirIdempotencyKeyAndNotPublishedAgain) {
  const IdempotencyClaim claim{.key = "k", .fingerprint = {}};
  const Notification first = of_type("system_announcement");
  ASSERT_TRUE(run_task(stores->announcements().announce(command(first, {}, claim))));
  const auto again = run_task(stores->announcements().announce(command(of_type("system_announcement"), {}, claim)));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->id, first.id);
  EXPECT_EQ(announcements.size(), 1u);
  IdempotencyClaim other = claim;
  other.fingerprint.fill(1);
  EXPECT_EQ(code(run_task(stores->announcements().announce(command(of_type("system_announcement"), {}, other)))),
            ErrorCode::idempotency_conflict);
}

TEST_P(Announcements, StandInTheStateOfThePersonalEventsAfterThem) {
  publish(ada);
  announce();
  publish(ada);
  ASSERT_EQ(order.size(), 3u);
  EXPECT_EQ(events[0]->state.announcement, 0u);
  EXPECT_EQ(events[0]->state.unread, 1u);
  EXPECT_EQ(events[1]->state.announcement, 1u);
  EXPECT_EQ(events[1]->state.unread, 3u);
  EXPECT_TRUE(std::holds_alternative<AnnouncementEventPtr>(order[1]));
}

TEST_P(Announcements, EditedSayWhatTheySayNowUnderANewNumber) {
  const NotificationId id = announce("draft");
  clock.advance(std::chrono::seconds(1));
  AnnouncementPatch change;
  change.title = "final";
  change.body = std::optional<std::string>("body");
  const auto edited = edit(id, change, Origin{.connection = 0, .request_id = {}, .correlation_id = "c"});
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->notification->title, "final");
  EXPECT_EQ(edited->notification->id, id);
  EXPECT_EQ(edited->published, 1u);
  EXPECT_EQ(edited->changed, 2u);
  EXPECT_EQ(find(ada, id)->notification->body, "body");
  EXPECT_EQ(find(ada, id)->announcement, 1u);
  EXPECT_EQ(state(ada).announcement, 2u);
  ASSERT_EQ(announcements.size(), 2u);
  const AnnouncementEvent& event = *announcements[1];
  EXPECT_EQ(event.change.op, ChangeOp::announcement_edited);
  EXPECT_EQ(event.change.announcement, 2u);
  EXPECT_EQ(event.change.at, clock.now());
  ASSERT_TRUE(event.change.notification);
  EXPECT_EQ(event.change.notification->title, "final");
  ASSERT_TRUE(event.origin);
  EXPECT_EQ(event.origin->correlation_id, "c");
}

TEST_P(Announcements, EditedStayReadForThoseWhoReadThem) {
  const NotificationId id = announce();
  ASSERT_TRUE(read(ada, id));
  ASSERT_TRUE(retitle(id, "new title"));
  EXPECT_EQ(state(ada).unread, 0u);
  EXPECT_EQ(state(bob).unread, 1u);
}

TEST_P(Announcements, RecalledAreGoneForEverybody) {
  const NotificationId id = announce();
  announce("stays");
  ASSERT_TRUE(read(ada, id));
  ASSERT_TRUE(recall(id));
  EXPECT_EQ(listed(ada), (Titles{"stays"}));
  EXPECT_EQ(listed(bob), (Titles{"stays"}));
  EXPECT_EQ(state(ada).unread, 1u);
  EXPECT_EQ(state(bob).unread, 1u);
  EXPECT_EQ(state(bob).unseen, 1u);
  EXPECT_FALSE(find(bob, id));
  const AnnouncementEvent& event = *announcements.back();
  EXPECT_EQ(event.change.op, ChangeOp::announcement_recalled);
  EXPECT_EQ(event.change.notification_id, id);
  EXPECT_EQ(event.change.announcement, 3u);
  EXPECT_EQ(state(ada).announcement, 3u);
}

TEST_P(Announcements, RecalledOrUnknownCanNeitherBeEditedNorRecalled) {
  const NotificationId id = announce();
  ASSERT_TRUE(recall(id));
  const NotificationId personal = publish(ada);
  for (const NotificationId gone : {id, personal, Uuid::v4()}) {
    EXPECT_EQ(code(retitle(gone, "x")), ErrorCode::notification_not_found);
    EXPECT_EQ(code(recall(gone)), ErrorCode::notification_not_found);
  }
  EXPECT_EQ(announcements.size(), 2u);
  EXPECT_EQ(state(ada).announcement, 2u);
}

TEST_P(Announcements, AreLimitedInNumber) {
  NotificationId last;
  for (std::size_t i = 0; i < AnnouncementStore::kMaxCurrent; ++i) {
    last = announce();
  }
  const auto refused = run_task(stores->announcements().announce(command(of_type("system_announcement"), {})));
  EXPECT_EQ(code(refused), ErrorCode::validation_failed);
  EXPECT_EQ(announcements.size(), AnnouncementStore::kMaxCurrent);
  ASSERT_TRUE(recall(last));
  announce();
}

TEST_P(Announcements, ThatExpireAreRecalledByUpkeep) {
  Notification notification = of_type("system_announcement", "expiring");
  notification.expires_at = clock.now() + std::chrono::seconds(10);
  announce(notification);
  announce("stays");
  clock.advance(std::chrono::milliseconds(9'999));
  upkeep_all(idle_limits());
  EXPECT_EQ(announcements.size(), 2u);
  clock.advance(std::chrono::milliseconds(1));
  upkeep_all(idle_limits());
  ASSERT_EQ(announcements.size(), 3u);
  EXPECT_EQ(announcements[2]->change.op, ChangeOp::announcement_recalled);
  EXPECT_EQ(announcements[2]->change.notification_id, notification.id);
  EXPECT_EQ(announcements[2]->change.announcement, 3u);
  EXPECT_EQ(listed(ada), (Titles{"stays"}));
  EXPECT_EQ(state(ada).announcement, 3u);
  EXPECT_EQ(code(retitle(notification.id, "late")), ErrorCode::notification_not_found);
}

TEST_P(Announcements, ExpireWhenTheirEditSays) {
  const NotificationId lasting = announce("made to expire");
  Notification expiring = of_type("system_announcement", "made to last");
  expiring.expires_at = clock.now() + std::chrono::seconds(10);
  announce(expiring);
  AnnouncementPatch sooner;
  sooner.expires_at = std::optional(clock.now() + std::chrono::seconds(10));
  ASSERT_TRUE(edit(lasting, sooner));
  AnnouncementPatch never;
  never.expires_at = std::optional<Instant>();
  ASSERT_TRUE(edit(expiring.id, never));
  clock.advance(std::chrono::seconds(10));
  upkeep_all(idle_limits());
  EXPECT_EQ(listed(ada), (Titles{"made to last"}));
}

TEST_P(Announcements, LeaveWhenTheirTypeIsNoLongerKept) {
  PublishCommand kept = command(of_type("system_announcement"), {});
  kept.kept_until = clock.now() + std::chrono::seconds(5);
  ASSERT_TRUE(run_task(stores->announcements().announce(kept)));
  clock.advance(std::chrono::seconds(5));
  upkeep_all(idle_limits());
  EXPECT_EQ(state(ada).unread, 0u);
}

TEST_P(Announcements, LeaveWhenTheyWerePublishedBeforeTheRetentionFloor) {
  announce("old");
  clock.advance(std::chrono::hours(1));
  announce("new");
  UpkeepLimits limits = idle_limits();
  limits.retention_floor = clock.now();
  upkeep_all(limits);
  EXPECT_EQ(listed(ada), (Titles{"new"}));
  EXPECT_EQ(announcements.back()->change.op, ChangeOp::announcement_recalled);
}

INSTANTIATE_TEST_SUITE_P(Stores, Announcements, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
