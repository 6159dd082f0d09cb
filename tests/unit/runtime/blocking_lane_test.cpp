#include "runtime/blocking_lane.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace belfry::runtime {
namespace {

struct Outcome {
  std::optional<Result<int>> result;
  std::thread::id resumed_on;
};

Task<void> run_job(BlockingLane& lane, std::function<Result<int>()> job, Outcome& outcome) {
  auto result = co_await lane.run(std::move(job));
  outcome.result = std::move(result);
  outcome.resumed_on = std::this_thread::get_id();
}

void spawn(boost::asio::io_context& context, Task<void> task) {
  boost::asio::co_spawn(context.get_executor(), std::move(task), [](const std::exception_ptr& thrown) {
    if (thrown) {
      std::rethrow_exception(thrown);
    }
  });
}

TEST(BlockingLane, RunsTheJobElsewhereAndResumesTheCallerOnItsOwnThread) {
  BlockingLane lane({.name = "test"});
  boost::asio::io_context context(1);
  Outcome outcome;
  std::thread::id ran_on;
  spawn(context, run_job(
                     lane,
                     [&]() -> Result<int> {
                       ran_on = std::this_thread::get_id();
                       return 42;
                     },
                     outcome));
  context.run();
  ASSERT_TRUE(outcome.result && *outcome.result);
  EXPECT_EQ(**outcome.result, 42);
  EXPECT_EQ(outcome.resumed_on, std::this_thread::get_id());
  EXPECT_NE(ran_on, std::this_thread::get_id());
}

TEST(BlockingLane, AnswersOverloadedAtOnceWhenItsQueueIsFull) {
  std::promise<void> gate;
  std::promise<void> started;
  BlockingLane lane({.name = "test", .threads = 1, .queue_limit = 1});
  ASSERT_TRUE(lane.post([&] {
    started.set_value();
    gate.get_future().wait();
  }));
  started.get_future().wait();
  ASSERT_TRUE(lane.post([] {}));
  EXPECT_FALSE(lane.post([] {}));

  boost::asio::io_context context(1);
  Outcome outcome;
  spawn(context, run_job(lane, []() -> Result<int> { return 1; }, outcome));
  context.run();
  ASSERT_TRUE(outcome.result);
  EXPECT_EQ(outcome.result->error().code, ErrorCode::overloaded);
  gate.set_value();
}

TEST(BlockingLane, FinishesWhatIsQueuedWhenItStopsAndRefusesMore) {
  std::atomic<int> ran{0};
  BlockingLane lane({.name = "test"});
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(lane.post([&] { ++ran; }));
  }
  lane.stop();
  EXPECT_EQ(ran, 100);
  EXPECT_FALSE(lane.post([&] { ++ran; }));
}

}  // namespace
}  // namespace belfry::runtime
