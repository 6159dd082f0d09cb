#include "contract/store_contract.hpp"

namespace belfry::test {
namespace {

class Reports : public StoreContract {
 protected:
  Result<DeliveryReport> ask(NotificationId id, DeliveryQuery query = {}) {
    return run_task(stores->reports().delivery_report(id, std::move(query)));
  }
  /// What became of it for the only user it was for.
  UserDelivery only(NotificationId id) {
    const auto report = ask(id);
    EXPECT_TRUE(report.has_value());
    if (!report || report->users.size() != 1) {
      ADD_FAILURE() << "not one user";
      return {};
    }
    return report->users[0];
  }
  static std::vector<UserId> users_of(const DeliveryReport& report) {
    std::vector<UserId> all;
    for (const UserDelivery& delivery : report.users) {
      all.push_back(delivery.user);
    }
    return all;
  }
};

TEST_P(Reports, OfAnIdNeverPublishedAreNotFound) {
  publish(ada);
  EXPECT_EQ(code(ask(Uuid::v4())), ErrorCode::notification_not_found);
}

TEST_P(Reports, TellWhatWasDecidedAndWhereItStands) {
  ASSERT_TRUE(patch(ada, switching(Kind::email, false)));
  const Notification notification = draft("hello");
  const NotificationId id = publish(ada, notification);
  const auto report = ask(id);
  ASSERT_TRUE(report);
  ASSERT_TRUE(report->notification);
  EXPECT_EQ(*report->notification, notification);
  EXPECT_EQ(report->target, PublishTarget::users);
  EXPECT_FALSE(report->has_more);
  EXPECT_EQ(report->waiting, 0u);
  ASSERT_EQ(report->users.size(), 1u);
  const UserDelivery& delivery = report->users[0];
  EXPECT_EQ(delivery.user, ada);
  EXPECT_EQ(delivery.decided_at, clock.now());
  EXPECT_EQ(delivery.decisions.of(Kind::in_app), Decision::deliver);
  EXPECT_EQ(delivery.decisions.of(Kind::email), Decision::disabled);
  EXPECT_EQ(delivery.decisions.of(Kind::push), Decision::deliver);
  EXPECT_FALSE(delivery.decisions.silent);
  EXPECT_EQ(delivery.whereabouts, Whereabouts::inbox);
  EXPECT_EQ(delivery.rev, 2u);
  EXPECT_FALSE(delivery.delivered_at);
  EXPECT_FALSE(delivery.read_at);
}

TEST_P(Reports, TellWhenItWasDeliveredAndRead) {
  const NotificationId id = publish(ada);
  clock.advance(std::chrono::seconds(1));
  const Instant delivered = clock.now();
  deliver({.user = ada, .up_to = 1, .ids = {}});
  clock.advance(std::chrono::seconds(1));
  ASSERT_TRUE(read(ada, id));
  EXPECT_EQ(only(id).delivered_at, delivered);
  EXPECT_EQ(only(id).read_at, clock.now());
  EXPECT_EQ(only(id).whereabouts, Whereabouts::inbox);
}

TEST_P(Reports, TellWhenItWasReadWithAllOthers) {
  const NotificationId id = publish(ada);
  clock.advance(std::chrono::seconds(1));
  ASSERT_TRUE(read_all(ada));
  EXPECT_EQ(only(id).read_at, clock.now());
}

TEST_P(Reports, TellThatItWasSilent) {
  ASSERT_TRUE(patch(ada, quiet_now()));
  const UserDelivery delivery = only(publish(ada));
  EXPECT_TRUE(delivery.decisions.silent);
  EXPECT_EQ(delivery.decisions.of(Kind::email), Decision::quiet_hours);
  EXPECT_EQ(delivery.decisions.of(Kind::push), Decision::quiet_hours);
}

TEST_P(Reports, TellWhyItWasSuppressed) {
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  const auto published = append(command(draft(), {ada}));
  const UserDelivery delivery = only(published->id);
  EXPECT_EQ(delivery.whereabouts, Whereabouts::suppressed);
  EXPECT_EQ(delivery.decided_at, clock.now());
  EXPECT_EQ(delivery.decisions.of(Kind::in_app), Decision::disabled);
  EXPECT_EQ(delivery.decisions.of(Kind::email), Decision::deliver);
  EXPECT_FALSE(delivery.rev);
}

TEST_P(Reports, TellThatItWasARepeatOrTheUserWasNotSubscribed) {
  ASSERT_TRUE(append(deduped("k", {ada})));
  EXPECT_EQ(only(append(deduped("k", {ada}))->id).decisions, Decisions::none(Decision::duplicate));
  EXPECT_EQ(only(append(command(on_channel("news"), {ada}))->id).decisions, Decisions::none(Decision::not_subscribed));
}

TEST_P(Reports, TellThatTheUserRemovedIt) {
  const NotificationId id = publish(ada);
  ASSERT_TRUE(remove(ada, id));
  const UserDelivery delivery = only(id);
  EXPECT_EQ(delivery.whereabouts, Whereabouts::removed);
  EXPECT_EQ(delivery.rev, 1u);
  EXPECT_EQ(delivery.decisions.of(Kind::in_app), Decision::deliver);
}

TEST_P(Reports, TellThatItWasReplaced) {
  const auto first = append(collapsing("k", ada));
  const auto second = append(collapsing("k", ada));
  EXPECT_EQ(only(first->id).whereabouts, Whereabouts::replaced);
  EXPECT_EQ(only(second->id).whereabouts, Whereabouts::inbox);
  EXPECT_EQ(only(second->id).rev, 2u);
}

TEST_P(Reports, TellThatItExpired) {
  Notification notification = draft();
  notification.expires_at = clock.now() + std::chrono::seconds(1);
  const NotificationId id = publish(ada, notification);
  clock.advance(std::chrono::seconds(1));
  upkeep_all(idle_limits());
  EXPECT_EQ(only(id).whereabouts, Whereabouts::expired);
}

TEST_P(Reports, ListTheUsersByIdWhateverBecameOfIt) {
  ASSERT_TRUE(patch(bob, switching(Kind::in_app, false)));
  const UserId carl(std::string("carl"));
  const auto published = append(command(draft(), {carl, bob, ada}));
  const auto report = ask(published->id);
  EXPECT_EQ(users_of(*report), (std::vector<UserId>{ada, bob, carl}));
  EXPECT_EQ(report->users[1].whereabouts, Whereabouts::suppressed);
}

TEST_P(Reports, ComeInPages) {
  std::vector<UserId> users;
  for (char name = 'a'; name <= 'e'; ++name) {
    users.emplace_back(std::string(1, name));
    if (name % 2 == 0) {
      ASSERT_TRUE(patch(users.back(), switching(Kind::in_app, false)));
    }
  }
  const auto published = append(command(draft(), users));
  DeliveryQuery query;
  query.limit = 2;
  std::vector<UserId> all;
  for (int pages = 0; pages < 10; ++pages) {
    const auto report = ask(published->id, query);
    ASSERT_TRUE(report);
    EXPECT_LE(report->users.size(), 2u);
    for (const UserDelivery& delivery : report->users) {
      all.push_back(delivery.user);
    }
    if (!report->has_more) {
      break;
    }
    query.after = all.back();
  }
  EXPECT_EQ(all, users);
}

TEST_P(Reports, TellNoMoreWhenThePageEndsExactlyAtTheLimit) {
  const auto published = append(command(draft(), {ada, bob}));
  DeliveryQuery query;
  query.limit = 2;
  EXPECT_FALSE(ask(published->id, query)->has_more);
}

TEST_P(Reports, CanBeOfOneUser) {
  ASSERT_TRUE(patch(bob, switching(Kind::in_app, false)));
  const auto published = append(command(draft(), {ada, bob}));
  DeliveryQuery query;
  query.user = bob;
  const auto report = ask(published->id, query);
  ASSERT_TRUE(report);
  EXPECT_EQ(users_of(*report), (std::vector<UserId>{bob}));
  query.user = UserId(std::string("nobody"));
  const auto none = ask(published->id, query);
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->users.empty());
}

TEST_P(Reports, OfASendToAChannelTellWhoHasItAndHowManyWait) {
  subscribe(ada, {"news"});
  subscribe(bob, {"news"});
  const NotificationId id = send("news");
  const auto before = ask(id);
  ASSERT_TRUE(before);
  EXPECT_EQ(before->target, PublishTarget::channel);
  EXPECT_TRUE(before->users.empty());
  EXPECT_EQ(before->waiting, 2u);
  ASSERT_TRUE(before->notification);
  EXPECT_EQ(before->notification->channel, "news");
  fan_out_all();
  const auto after = ask(id);
  EXPECT_EQ(users_of(*after), (std::vector<UserId>{ada, bob}));
  EXPECT_EQ(after->target, PublishTarget::channel);
  EXPECT_EQ(after->waiting, 0u);
}

TEST_P(Reports, OfASendToAChannelOfNobodyTellSo) {
  const NotificationId id = send("empty");
  fan_out_all();
  const auto report = ask(id);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->target, PublishTarget::channel);
  EXPECT_TRUE(report->users.empty());
}

TEST_P(Reports, OfAnAnnouncementTellWhoReadOrRemovedIt) {
  const NotificationId id = announce("to all");
  publish(UserId(std::string("carl")));
  clock.advance(std::chrono::seconds(1));
  ASSERT_TRUE(read(ada, id));
  ASSERT_TRUE(remove(bob, id));
  const auto report = ask(id);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->target, PublishTarget::everybody);
  ASSERT_TRUE(report->notification);
  EXPECT_EQ(report->notification->title, "to all");
  ASSERT_EQ(users_of(*report), (std::vector<UserId>{ada, bob}));
  EXPECT_EQ(report->users[0].whereabouts, Whereabouts::inbox);
  EXPECT_EQ(report->users[0].read_at, clock.now());
  EXPECT_EQ(report->users[1].whereabouts, Whereabouts::removed);
  DeliveryQuery query;
  query.limit = 1;
  EXPECT_TRUE(ask(id, query)->has_more);
  query.after = ada;
  EXPECT_EQ(users_of(*ask(id, query)), (std::vector<UserId>{bob}));
  query = {};
  query.user = bob;
  EXPECT_EQ(users_of(*ask(id, query)), (std::vector<UserId>{bob}));
}

TEST_P(Reports, AreForgottenWithTheLog) {
  const NotificationId id = publish(ada);
  ASSERT_TRUE(patch(bob, switching(Kind::in_app, false)));
  const NotificationId suppressed = append(command(draft(), {bob}))->id;
  subscribe(ada, {"news"});
  const NotificationId sent = send("news");
  fan_out_all();
  for (const NotificationId each : {id, suppressed, sent}) {
    EXPECT_TRUE(ask(each));
  }
  ASSERT_TRUE(remove(ada, id));
  ASSERT_TRUE(remove(ada, sent));
  clock.advance(std::chrono::hours(1));
  UpkeepLimits limits = idle_limits();
  limits.log_floor = clock.now();
  upkeep_all(limits);
  for (const NotificationId each : {id, suppressed, sent}) {
    EXPECT_EQ(code(ask(each)), ErrorCode::notification_not_found);
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, Reports, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
