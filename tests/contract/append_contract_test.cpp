#include "contract/notification_store_contract.hpp"

namespace belfry::test {
namespace {

class Append : public NotificationStoreContract {
 protected:
  static IdempotencyClaim claim(const std::string& key, std::uint8_t body) {
    IdempotencyClaim made{.key = key, .fingerprint = {}};
    made.fingerprint.fill(body);
    return made;
  }
};

TEST_P(Append, GivesAUserTheRevsOneTwoThree) {
  publish_many(ada, 3);
  std::vector<Rev> revs;
  for (const InboxItem& item : history(ada).items) {
    revs.push_back(item.rev);
  }
  EXPECT_EQ(revs, (std::vector<Rev>{3, 2, 1}));
  EXPECT_EQ(state(ada).rev, 3u);
}

TEST_P(Append, CountsItAsUnreadAndUnseen) {
  publish_many(ada, 2);
  EXPECT_EQ(state(ada).unread, 2u);
  EXPECT_EQ(state(ada).unseen, 2u);
}

TEST_P(Append, MovesNobodyElse) {
  publish(ada);
  EXPECT_EQ(state(bob).rev, 0u);
  EXPECT_EQ(state(bob).unread, 0u);
}

TEST_P(Append, TellsTheListenerTheChangeWithTheStateRightAfterIt) {
  publish(ada, "first");
  clock.advance(std::chrono::seconds(1));
  const NotificationId id = publish(ada, "second");
  ASSERT_EQ(events.size(), 2u);
  const UserEvent& event = *events.back();
  EXPECT_EQ(event.user, ada);
  EXPECT_EQ(event.change.op, ChangeOp::added);
  EXPECT_EQ(event.change.rev, 2u);
  EXPECT_EQ(event.change.at, clock.now());
  EXPECT_EQ(event.change.notification->id, id);
  EXPECT_EQ(event.state, state(ada));
  EXPECT_EQ(event.committed_at, clock.steady_now());
  EXPECT_FALSE(event.origin);
}

TEST_P(Append, KeepsEveryFieldOfANotification) {
  Notification full = draft("title");
  full.body = "";
  full.icon = "icon";
  full.action_url = "/a?b=c";
  full.channel = "news";
  full.data = R"({"a":[1,"ü"]})";
  full.expires_at = clock.now() + std::chrono::hours(1);
  subscribe(ada, {"news"});
  publish(ada, full);
  const Notification bare = draft();
  publish(ada, bare);
  EXPECT_EQ(*find(ada, full.id)->notification, full);
  EXPECT_EQ(*find(ada, bare.id)->notification, bare);
}

TEST_P(Append, GivesOneNotificationToEveryUserNamed) {
  publish(bob);
  const Notification notification = draft("both");
  const auto published = append(command(notification, {ada, bob}));
  ASSERT_TRUE(published);
  EXPECT_EQ(published->accepted, 2u);
  EXPECT_EQ(find(ada, notification.id)->rev, 1u);
  EXPECT_EQ(find(bob, notification.id)->rev, 2u);
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[1]->change.notification, events[2]->change.notification);
}

TEST_P(Append, KeepsNothingOfAPublishWhoseIdWasUsedBefore) {
  const Notification notification = draft();
  publish(ada, notification);
  EXPECT_EQ(code(append(command(notification, {bob}))), ErrorCode::internal_error);
  EXPECT_EQ(state(bob).rev, 0u);
  EXPECT_EQ(events.size(), 1u);
}

TEST_P(Append, GivesTheFirstAnswerAgainForTheSameKeyAndBytes) {
  const Notification first = draft();
  ASSERT_TRUE(append(command(first, {ada, bob}, claim("k", 1))));
  const auto again = append(command(draft(), {ada, bob}, claim("k", 1)));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->id, first.id);
  EXPECT_EQ(again->accepted, 2u);
  EXPECT_EQ(state(ada).rev, 1u);
  EXPECT_EQ(events.size(), 2u);
}

TEST_P(Append, RefusesTheSameKeyWithOtherBytes) {
  ASSERT_TRUE(append(command(draft(), {ada}, claim("k", 1))));
  EXPECT_EQ(code(append(command(draft(), {ada}, claim("k", 2)))), ErrorCode::idempotency_conflict);
  EXPECT_EQ(state(ada).rev, 1u);
}

TEST_P(Append, TakesAnotherKeyAsAnotherPublish) {
  ASSERT_TRUE(append(command(draft(), {ada}, claim("k", 1))));
  const auto other = append(command(draft(), {ada}, claim("l", 1)));
  ASSERT_TRUE(other);
  EXPECT_FALSE(other->replayed);
}

INSTANTIATE_TEST_SUITE_P(Stores, Append, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
