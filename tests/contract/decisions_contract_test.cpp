#include "contract/store_contract.hpp"

namespace belfry::test {
namespace {

using SuppressedList = std::vector<Suppressed>;

class DecisionsContract : public StoreContract {
 protected:
  static IdempotencyClaim claim(std::string key) { return {.key = std::move(key), .fingerprint = {}}; }
};

TEST_P(DecisionsContract, APublishToAUserWhoSwitchedInAppOffIsSuppressedAndLeavesNoTraceInTheInbox) {
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  const auto published = append(command(draft(), {ada, bob}));
  ASSERT_TRUE(published);
  EXPECT_EQ(published->accepted, 1u);
  EXPECT_EQ(published->suppressed, (SuppressedList{{.user = ada, .reason = Decision::disabled}}));
  EXPECT_EQ(state(ada).rev, 1u);
  EXPECT_EQ(state(ada).unread, 0u);
  EXPECT_FALSE(find(ada, published->id));
  EXPECT_TRUE(find(bob, published->id));
  EXPECT_EQ(events.back()->user, bob);
}

TEST_P(DecisionsContract, APublishToNobodyButThoseWhoDoNotWantItIsAnswered) {
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  const auto published = append(command(draft(), {ada}));
  ASSERT_TRUE(published);
  EXPECT_EQ(published->accepted, 0u);
  EXPECT_EQ(published->suppressed.size(), 1u);
}

TEST_P(DecisionsContract, ATypeThatAUserSwitchedOffIsSuppressedAndOthersAreNot) {
  ASSERT_TRUE(patch(ada, switching_type("new_like", Kind::in_app, false)));
  const auto suppressed = append(command(of_type("new_like"), {ada}));
  EXPECT_EQ(suppressed->suppressed, (SuppressedList{{.user = ada, .reason = Decision::type_disabled}}));
  const auto accepted = append(command(of_type("new_comment"), {ada}));
  EXPECT_EQ(accepted->accepted, 1u);
  EXPECT_TRUE(accepted->suppressed.empty());
}

TEST_P(DecisionsContract, EmailAndPushSwitchedOffLeaveTheInboxAlone) {
  ASSERT_TRUE(patch(ada, switching(Kind::email, false)));
  ASSERT_TRUE(patch(ada, switching_type("new_like", Kind::push, false)));
  const auto published = append(command(draft(), {ada}));
  EXPECT_EQ(published->accepted, 1u);
  EXPECT_TRUE(published->suppressed.empty());
}

TEST_P(DecisionsContract, AMandatoryTypeIsDeliveredWhateverWasSaid) {
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  ASSERT_TRUE(patch(ada, quiet_now()));
  const auto published = append(command(of_type("maintenance_scheduled"), {ada}));
  EXPECT_EQ(published->accepted, 1u);
  EXPECT_EQ(state(ada).unread, 1u);
  EXPECT_FALSE(events.back()->silent);
}

TEST_P(DecisionsContract, SuppressedUsersStandInTheOrderOfTheCommand) {
  const UserId eve(std::string("eve"));
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  ASSERT_TRUE(patch(eve, switching_type("new_like", Kind::in_app, false)));
  const auto published = append(command(draft(), {eve, bob, ada}));
  EXPECT_EQ(published->suppressed, (SuppressedList{{.user = eve, .reason = Decision::type_disabled},
                                                   {.user = ada, .reason = Decision::disabled}}));
}

TEST_P(DecisionsContract, ARepeatedPublishIsAnsweredWithTheSameSuppressions) {
  const UserId eve(std::string("eve"));
  ASSERT_TRUE(patch(eve, switching(Kind::in_app, false)));
  ASSERT_TRUE(patch(ada, switching_type("new_like", Kind::in_app, false)));
  const auto first = append(command(draft(), {eve, bob, ada}, claim("k")));
  ASSERT_TRUE(patch(eve, switching(Kind::in_app, true)));
  ASSERT_TRUE(patch(bob, switching(Kind::in_app, false)));
  const auto again = append(command(draft(), {eve, bob, ada}, claim("k")));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->id, first->id);
  EXPECT_EQ(again->accepted, 1u);
  EXPECT_EQ(again->suppressed, first->suppressed);
  EXPECT_EQ(state(eve).unread, 0u);
}

TEST_P(DecisionsContract, ARepeatOfAWhollySuppressedPublishWritesNothingEither) {
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  ASSERT_TRUE(append(command(draft(), {ada}, claim("k"))));
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, true)));
  const auto again = append(command(draft(), {ada}, claim("k")));
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->accepted, 0u);
  EXPECT_EQ(again->suppressed, (SuppressedList{{.user = ada, .reason = Decision::disabled}}));
  EXPECT_EQ(state(ada).unread, 0u);
}

TEST_P(DecisionsContract, AChangeOfPreferencesHoldsForTheVeryNextPublish) {
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
    EXPECT_EQ(append(command(draft(), {ada}))->accepted, 0u);
    ASSERT_TRUE(patch(ada, switching(Kind::in_app, true)));
    EXPECT_EQ(append(command(draft(), {ada}))->accepted, 1u);
  }
}

TEST_P(DecisionsContract, DuringQuietHoursANotificationIsListedAndCountedButSilent) {
  ASSERT_TRUE(patch(ada, quiet_now()));
  const auto published = append(command(draft("hush"), {ada}));
  EXPECT_EQ(published->accepted, 1u);
  EXPECT_TRUE(published->suppressed.empty());
  EXPECT_TRUE(events.back()->silent);
  EXPECT_EQ(state(ada).unread, 1u);
  EXPECT_EQ(listed(ada), (Titles{"hush"}));
}

TEST_P(DecisionsContract, QuietHoursEnd) {
  ASSERT_TRUE(patch(ada, quiet_now()));
  clock.advance(std::chrono::hours(2));
  publish(ada);
  EXPECT_FALSE(events.back()->silent);
}

TEST_P(DecisionsContract, QuietHoursAreOneUsersOwn) {
  ASSERT_TRUE(patch(ada, quiet_now()));
  ASSERT_TRUE(append(command(draft(), {ada, bob})));
  EXPECT_TRUE(events[1]->silent);
  EXPECT_FALSE(events[2]->silent);
}

TEST_P(DecisionsContract, ANotificationOnAChannelReachesTheUserOnlyWhileSubscribed) {
  const auto before = append(command(on_channel("news"), {ada}));
  EXPECT_EQ(before->suppressed, (SuppressedList{{.user = ada, .reason = Decision::not_subscribed}}));
  subscribe(ada, {"news"});
  EXPECT_EQ(append(command(on_channel("news"), {ada}))->accepted, 1u);
  EXPECT_EQ(append(command(on_channel("sport"), {ada}))->accepted, 0u);
  unsubscribe(ada, {"news"});
  EXPECT_EQ(append(command(on_channel("news"), {ada}))->accepted, 0u);
  EXPECT_EQ(state(ada).unread, 1u);
}

TEST_P(DecisionsContract, AMandatoryTypeOnAChannelStillNeedsTheSubscription) {
  Notification notification = on_channel("news");
  notification.type = "maintenance_scheduled";
  EXPECT_EQ(append(command(notification, {ada}))->suppressed,
            (SuppressedList{{.user = ada, .reason = Decision::not_subscribed}}));
}

TEST_P(DecisionsContract, ThatTheUserIsNotSubscribedIsSaidBeforeWhatTheUserSwitchedOff) {
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  EXPECT_EQ(append(command(on_channel("news"), {ada}))->suppressed,
            (SuppressedList{{.user = ada, .reason = Decision::not_subscribed}}));
  subscribe(ada, {"news"});
  EXPECT_EQ(append(command(on_channel("news"), {ada}))->suppressed,
            (SuppressedList{{.user = ada, .reason = Decision::disabled}}));
}

INSTANTIATE_TEST_SUITE_P(Stores, DecisionsContract, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
