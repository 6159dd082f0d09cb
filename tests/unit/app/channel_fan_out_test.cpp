#include "app/channel_fan_out.hpp"

#include "support/manual_scheduler.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <vector>

namespace belfry::app {
namespace {

using namespace std::chrono_literals;

/// Stands in for the store's answers only: what a real one does with a step is in the contract suite.
class ScriptedSends final : public ChannelSendStore {
 public:
  Task<Result<Published>> send_to_channel(PublishCommand) override { co_return fail(ErrorCode::internal_error); }
  Task<Result<FanOutStep>> fan_out(std::size_t batch) override {
    batches.push_back(batch);
    if (failures > 0) {
      --failures;
      co_return fail(ErrorCode::store_unavailable);
    }
    left -= left > 0 ? 1 : 0;
    co_return FanOutStep{.users = batch, .more = left > 0};
  }

  std::vector<std::size_t> batches;
  int failures = 0;
  int left = 0;
};

class ChannelFanOutTest : public ::testing::Test, public ShardDispatcher {
 protected:
  std::uint32_t shard_count() const override { return 1; }
  void post_to(std::uint32_t, std::move_only_function<void()> job) override { scheduler.post(std::move(job)); }
  bool offer_to(std::uint32_t shard, std::move_only_function<void()> job) override {
    post_to(shard, std::move(job));
    return true;
  }

  belfry::test::ManualClock clock;
  belfry::test::ManualScheduler scheduler{clock};
  ScriptedSends sends;
  ChannelFanOut fan_out{scheduler, *this, sends, {.batch = 10, .pause = 2ms, .after_error = 1000ms}};
};

TEST_F(ChannelFanOutTest, GoesOnBatchByBatchUntilNothingIsLeft) {
  sends.left = 3;
  fan_out.kick();
  scheduler.advance(100ms);
  EXPECT_EQ(sends.batches, (std::vector<std::size_t>{10, 10, 10}));
}

TEST_F(ChannelFanOutTest, PausesBetweenBatchesSoThatOthersGetTheirTurn) {
  sends.left = 3;
  fan_out.kick();
  scheduler.run();
  EXPECT_EQ(sends.batches.size(), 1U);
  scheduler.advance(2ms);
  EXPECT_EQ(sends.batches.size(), 2U);
}

TEST_F(ChannelFanOutTest, RestsWhenAllIsDone) {
  sends.left = 1;
  fan_out.kick();
  scheduler.advance(10s);
  EXPECT_EQ(sends.batches.size(), 1U);
  sends.left = 1;
  fan_out.kick();
  scheduler.run();
  EXPECT_EQ(sends.batches.size(), 2U);
}

TEST_F(ChannelFanOutTest, AKickWhileItRunsIsNotLost) {
  sends.left = 2;
  fan_out.kick();
  scheduler.run();
  fan_out.kick();  // committed after the step that will say "no more"
  scheduler.run();
  sends.left = 1;
  scheduler.advance(100ms);
  EXPECT_GE(sends.batches.size(), 3U);
}

TEST_F(ChannelFanOutTest, ComesBackAfterAFailureOfTheStore) {
  sends.failures = 1;
  sends.left = 1;
  fan_out.kick();
  scheduler.run();
  EXPECT_EQ(sends.batches.size(), 1U);
  scheduler.advance(999ms);
  EXPECT_EQ(sends.batches.size(), 1U);
  scheduler.advance(1ms);
  EXPECT_EQ(sends.batches.size(), 2U);
}

}  // namespace
}  // namespace belfry::app
