#include "unit/adapters/sqlite/publish_fixture.hpp"

#include <fmt/format.h>

#include <atomic>

namespace belfry::sqlite::test {
namespace {

class ChannelSendsTest : public PublishFixture {
 protected:
  static constexpr int kSubscribers = 7;

  void subscribe_all() {
    for (int i = 0; i < kSubscribers; ++i) {
      subscribe(subscriber(i));
    }
  }
  static UserId subscriber(int i) { return UserId(fmt::format("subscriber-{}", i)); }

  /// Steps until nothing is left; how many users they dealt with.
  std::size_t fan_out_all(std::size_t batch) {
    std::size_t users = 0;
    for (bool more = true; more;) {
      const auto step = run_task(sends->fan_out(batch));
      EXPECT_TRUE(step);
      users += step ? step->users : 0;
      more = step && step->more;
    }
    return users;
  }

  void expect_one_each() {
    for (int i = 0; i < kSubscribers; ++i) {
      EXPECT_EQ(state(subscriber(i)).unread, 1u) << i;
      EXPECT_EQ(state(subscriber(i)).rev, 1u) << i;
    }
  }

  UpkeepLimits all_old() const {
    return {.now = clock.now(), .retention_floor = clock.now(), .log_floor = clock.now(), .idempotency_floor = {}};
  }
};

TEST_F(ChannelSendsTest, AreOneRowAndItsContentWhoeverSubscribes) {
  open_all();
  subscribe_all();
  EXPECT_EQ(run_task(sends->send_to_channel(send("hello")))->accepted, std::size_t{kSubscribers});
  EXPECT_EQ(number("SELECT count(*) FROM channel_sends"), 1);
  EXPECT_EQ(number("SELECT refs FROM notifications"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM inbox"), 0);
}

TEST_F(ChannelSendsTest, GoOnAfterReopeningWhereTheyWere) {
  open_all();
  subscribe_all();
  ASSERT_TRUE(run_task(sends->send_to_channel(send("hello"))));
  ASSERT_EQ(run_task(sends->fan_out(3))->users, 3u);
  reopen();
  EXPECT_EQ(fan_out_all(3), 4u);
  expect_one_each();
}

TEST_F(ChannelSendsTest, ABatchThatWasNotCommittedIsDoneAgain) {
  std::atomic<bool> failing = false;
  settings.commit_fails = [&failing] {
    return failing.load();
  };
  open_all();
  subscribe_all();
  ASSERT_TRUE(run_task(sends->send_to_channel(send("hello"))));
  ASSERT_TRUE(run_task(sends->fan_out(3)));
  failing = true;
  ASSERT_EQ(code(run_task(sends->fan_out(3))), ErrorCode::store_unavailable);
  failing = false;
  EXPECT_EQ(fan_out_all(3), 4u);
  expect_one_each();
}

TEST_F(ChannelSendsTest, KeepTheOriginOfTheRequestAcrossReopening) {
  open_all();
  subscribe_all();
  PublishCommand one = send("hello");
  one.origin = Origin{.connection = 0, .request_id = "r", .correlation_id = "c"};
  ASSERT_TRUE(run_task(sends->send_to_channel(one)));
  reopen();
  EXPECT_EQ(number("SELECT count(*) FROM channel_sends WHERE request_id = 'r' AND correlation_id = 'c'"), 1);
  EXPECT_EQ(fan_out_all(100), std::size_t{kSubscribers});
}

TEST_F(ChannelSendsTest, CountTheirContentByTheRowsThatNeedIt) {
  settings.policy.outbox.decided = true;
  open_all();
  subscribe_all();
  ASSERT_TRUE(patch(subscriber(0), in_app(false)));
  ASSERT_TRUE(run_task(sends->send_to_channel(send("hello"))));
  fan_out_all(2);
  // The send, an event for each, and inbox and log of all but one.
  EXPECT_EQ(number("SELECT refs FROM notifications"), 1 + kSubscribers + 2 * (kSubscribers - 1));
}

TEST_F(ChannelSendsTest, LeaveNothingBehindWhenTheyAreOld) {
  open_all();
  subscribe_all();
  ASSERT_TRUE(run_task(sends->send_to_channel(send("hello"))));
  ASSERT_TRUE(run_task(sends->fan_out(3)));
  clock.advance(std::chrono::hours(1));
  ASSERT_TRUE(run_task(store->upkeep(all_old())));
  EXPECT_EQ(number("SELECT count(*) FROM channel_sends"), 1);  // under way, however old it is
  fan_out_all(3);
  for (int i = 0; i < 2; ++i) {  // the log of what the first takes out goes with the second
    clock.advance(std::chrono::hours(1));
    ASSERT_TRUE(run_task(store->upkeep(all_old())));
  }
  EXPECT_EQ(number("SELECT count(*) FROM channel_sends"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM notifications"), 0);
}

TEST_F(ChannelSendsTest, CountSubscribersRightWhateverComesAndGoes) {
  open_all();
  subscribe_all();
  subscribe(subscriber(0));
  ASSERT_TRUE(run_task(subscriptions->unsubscribe(subscriber(1), {"news", "other"})));
  ASSERT_TRUE(run_task(subscriptions->subscribe(subscriber(2), {"other", "other"})));
  EXPECT_EQ(number("SELECT subscribers FROM channels WHERE channel = 'news'"), kSubscribers - 1);
  EXPECT_EQ(number("SELECT subscribers FROM channels WHERE channel = 'other'"), 1);
  ASSERT_TRUE(run_task(subscriptions->unsubscribe(subscriber(2), {"other"})));
  EXPECT_EQ(number("SELECT count(*) FROM channels"), 1);
}

TEST_F(ChannelSendsTest, ASubscriptionThatFollowsTheLastOneIsNotTakenForIt) {
  open_all();
  subscribe(ada);
  ASSERT_TRUE(run_task(sends->send_to_channel(send("hello"))));
  ASSERT_TRUE(run_task(subscriptions->unsubscribe(ada, {"news"})));
  subscribe(subscriber(1));
  EXPECT_EQ(fan_out_all(10), 0u);
  EXPECT_EQ(state(subscriber(1)).unread, 0u);
}

}  // namespace
}  // namespace belfry::sqlite::test
