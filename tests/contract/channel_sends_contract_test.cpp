#include "contract/store_contract.hpp"

#include <map>

namespace belfry::test {
namespace {

class ChannelSends : public StoreContract {
 protected:
  static UserId user(int number) { return UserId("user-" + std::to_string(number)); }

  void subscribe_many(int count) {
    for (int i = 0; i < count; ++i) {
      subscribe(user(i), {"news"});
    }
  }

  std::size_t waiting(NotificationId id) { return run_task(stores->reports().delivery_report(id, {})).value().waiting; }
};

TEST_P(ChannelSends, AreAnsweredWithTheNumberOfSubscribersBeforeAnyInboxHasThem) {
  subscribe_many(3);
  subscribe(bob, {"sport"});
  const Notification notification = on_channel("news");
  const auto published = send(command(notification, {}));
  ASSERT_TRUE(published);
  EXPECT_EQ(published->id, notification.id);
  EXPECT_EQ(published->accepted, 3u);
  EXPECT_TRUE(published->suppressed.empty());
  EXPECT_FALSE(published->replayed);
  EXPECT_TRUE(order.empty());
  EXPECT_EQ(state(user(0)).rev, 0u);
}

TEST_P(ChannelSends, ReachEverySubscriberOnceAndNobodyElse) {
  subscribe_many(5);
  subscribe(bob, {"sport"});
  publish(ada);
  events.clear();
  const NotificationId id = send("news", "to five");
  EXPECT_EQ(fan_out_all(2), 5u);
  EXPECT_EQ(events.size(), 5u);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(listed(user(i)), (Titles{"to five"}));
    EXPECT_EQ(find(user(i), id)->rev, 1u);
    EXPECT_EQ(state(user(i)).unread, 1u);
  }
  EXPECT_FALSE(find(bob, id));
  EXPECT_FALSE(find(ada, id));
}

TEST_P(ChannelSends, ComeInBatchesOfAtMostThatMany) {
  subscribe_many(5);
  send("news");
  const FanOutStep first = fan_out(2);
  EXPECT_EQ(first.users, 2u);
  EXPECT_TRUE(first.more);
  EXPECT_EQ(events.size(), 2u);
  EXPECT_EQ(fan_out(2).users, 2u);
  const FanOutStep last = fan_out(2);
  EXPECT_EQ(last.users, 1u);
  EXPECT_FALSE(last.more);
  const FanOutStep none = fan_out(2);
  EXPECT_EQ(none.users, 0u);
  EXPECT_FALSE(none.more);
  EXPECT_EQ(events.size(), 5u);
}

TEST_P(ChannelSends, ToAChannelOfNobodyAreAnsweredAndDone) {
  const auto published = send(command(on_channel("empty"), {}));
  ASSERT_TRUE(published);
  EXPECT_EQ(published->accepted, 0u);
  EXPECT_EQ(fan_out_all(), 0u);
  EXPECT_TRUE(order.empty());
}

TEST_P(ChannelSends, TellTheListenerAsOtherPublishesDo) {
  subscribe(ada, {"news"});
  publish(ada);
  const NotificationId id = send("news");
  clock.advance(std::chrono::seconds(1));
  fan_out_all();
  ASSERT_EQ(events.size(), 2u);
  const UserEvent& event = *events[1];
  EXPECT_EQ(event.user, ada);
  EXPECT_EQ(event.change.op, ChangeOp::added);
  EXPECT_EQ(event.change.rev, 2u);
  EXPECT_EQ(event.change.at, clock.now());
  ASSERT_TRUE(event.change.notification);
  EXPECT_EQ(event.change.notification->id, id);
  EXPECT_EQ(event.change.notification->channel, "news");
  EXPECT_EQ(event.state, state(ada));
}

TEST_P(ChannelSends, KeepEveryFieldUntilTheyArrive) {
  subscribe(ada, {"news"});
  Notification full = on_channel("news", "title");
  full.body = "body";
  full.icon = "icon";
  full.action_url = "/a?b=c";
  full.data = R"({"a":1})";
  full.expires_at = clock.now() + std::chrono::hours(1);
  ASSERT_TRUE(send(command(full, {})));
  fan_out_all();
  EXPECT_EQ(*find(ada, full.id)->notification, full);
}

TEST_P(ChannelSends, ExpireAsTheySay) {
  subscribe(ada, {"news"});
  PublishCommand kept = command(on_channel("news"), {});
  kept.kept_until = clock.now() + std::chrono::seconds(5);
  ASSERT_TRUE(send(kept));
  fan_out_all();
  EXPECT_EQ(state(ada).unread, 1u);
  clock.advance(std::chrono::seconds(5));
  upkeep_all(idle_limits());
  EXPECT_EQ(state(ada).unread, 0u);
}

TEST_P(ChannelSends, DoNotReachThoseWhoUnsubscribedMeanwhile) {
  subscribe(ada, {"news"});
  subscribe(bob, {"news"});
  send("news");
  unsubscribe(bob, {"news"});
  fan_out_all();
  EXPECT_EQ(state(ada).unread, 1u);
  EXPECT_EQ(state(bob).unread, 0u);
}

TEST_P(ChannelSends, DoNotReachThoseWhoCameAfterThem) {
  subscribe(ada, {"news"});
  send("news", "before");
  subscribe(bob, {"news"});
  send("news", "after");
  fan_out_all();
  EXPECT_EQ(listed(ada), (Titles{"after", "before"}));
  EXPECT_EQ(listed(bob), (Titles{"after"}));
}

TEST_P(ChannelSends, DoNotReachThoseWhoLeftAndCameBackAfterThem) {
  subscribe(ada, {"news"});
  send("news");
  unsubscribe(ada, {"news"});
  subscribe(ada, {"news"});
  fan_out_all();
  EXPECT_EQ(state(ada).unread, 0u);
}

TEST_P(ChannelSends, ReachThoseWhoOnlySubscribedAgainToWhatTheyHeard) {
  subscribe(ada, {"news"});
  send("news");
  subscribe(ada, {"news", "sport"});
  fan_out_all();
  EXPECT_EQ(state(ada).unread, 1u);
}

TEST_P(ChannelSends, ArriveInTheOrderInWhichTheyWereSent) {
  subscribe_many(3);
  send("news", "1");
  send("news", "2");
  EXPECT_EQ(fan_out_all(2), 6u);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(listed(user(i)), (Titles{"2", "1"}));
  }
}

TEST_P(ChannelSends, ObeyPreferences) {
  subscribe(ada, {"news"});
  subscribe(bob, {"news"});
  const NotificationId id = send("news");
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  EXPECT_EQ(fan_out_all(), 2u);
  EXPECT_EQ(state(ada).unread, 0u);
  EXPECT_FALSE(find(ada, id));
  EXPECT_EQ(state(bob).unread, 1u);
}

TEST_P(ChannelSends, AreSilentDuringQuietHours) {
  subscribe(ada, {"news"});
  ASSERT_TRUE(patch(ada, quiet_now()));
  send("news");
  fan_out_all();
  EXPECT_TRUE(events.back()->silent);
}

TEST_P(ChannelSends, AreDroppedWhereTheyRepeat) {
  subscribe(ada, {"news"});
  subscribe(bob, {"news"});
  ASSERT_TRUE(append(deduped("k", {ada})));
  PublishCommand repeat = command(on_channel("news"), {});
  repeat.dedupe_key = "k";
  ASSERT_TRUE(send(repeat));
  fan_out_all();
  EXPECT_EQ(state(ada).unread, 1u);
  EXPECT_EQ(state(bob).unread, 1u);
}

TEST_P(ChannelSends, ReplaceWhatTheyCollapseWith) {
  subscribe(ada, {"news"});
  for (const char* title : {"first", "second"}) {
    PublishCommand made = command(on_channel("news", title), {});
    made.collapse_key = "k";
    ASSERT_TRUE(send(made));
  }
  fan_out_all();
  EXPECT_EQ(listed(ada), (Titles{"second"}));
  EXPECT_EQ(events.back()->change.op, ChangeOp::replaced);
}

TEST_P(ChannelSends, AreToldToOtherServicesAsTheyAreDecided) {
  subscribe(ada, {"news"});
  send("news");
  EXPECT_EQ(run_task(stores->outbox().outbox_status())->waiting, 0u);
  fan_out_all();
  const auto entries = run_task(stores->outbox().due(clock.now(), 10)).value();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].user, ada);
  ASSERT_TRUE(entries[0].notification);
}

TEST_P(ChannelSends, AreRepeatedByTheirIdempotencyKeyAndNotSentAgain) {
  subscribe(ada, {"news"});
  const IdempotencyClaim claim{.key = "k", .fingerprint = {}};
  const auto first = send(command(on_channel("news"), {}, claim));
  ASSERT_TRUE(first);
  fan_out_all();
  subscribe(bob, {"news"});
  const auto again = send(command(on_channel("news"), {}, claim));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->id, first->id);
  EXPECT_EQ(again->accepted, 1u);
  EXPECT_EQ(fan_out_all(), 0u);
  EXPECT_EQ(state(ada).unread, 1u);
  IdempotencyClaim other = claim;
  other.fingerprint.fill(1);
  EXPECT_EQ(code(send(command(on_channel("news"), {}, other))), ErrorCode::idempotency_conflict);
}

TEST_P(ChannelSends, TellHowManySubscribersStillWait) {
  subscribe_many(5);
  const NotificationId id = send("news");
  EXPECT_EQ(waiting(id), 5u);
  fan_out(2);
  EXPECT_EQ(waiting(id), 3u);
  fan_out_all();
  EXPECT_EQ(waiting(id), 0u);
}

TEST_P(ChannelSends, SurviveUpkeepWhileTheyAreUnderWay) {
  subscribe_many(3);
  send("news", "old");
  fan_out(1);
  clock.advance(std::chrono::hours(1));
  UpkeepLimits limits = idle_limits();
  limits.log_floor = clock.now();
  limits.idempotency_floor = clock.now();
  upkeep_all(limits);
  EXPECT_EQ(fan_out_all(), 2u);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(listed(user(i)), (Titles{"old"}));
  }
}

TEST_P(ChannelSends, LeaveNoHoleInTheRevsAmongOtherPublishes) {
  constexpr int kUsers = 7;
  subscribe_many(kUsers);
  std::map<UserId, Rev> heads;
  for (int round = 0; round < 4; ++round) {
    send("news", "send");
    for (int i = 0; i < kUsers; ++i) {
      publish(user(i), "own");
      fan_out(2);
    }
  }
  fan_out_all(3);
  for (const UserEventPtr& event : events) {
    Rev& head = heads[event->user];
    EXPECT_EQ(event->change.rev, head + 1);
    EXPECT_EQ(event->state.rev, event->change.rev);
    head = event->change.rev;
  }
  for (int i = 0; i < kUsers; ++i) {
    EXPECT_EQ(heads[user(i)], 8u);
    EXPECT_EQ(state(user(i)).unread, 8u);
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, ChannelSends, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
