#include "runtime/group_lane.hpp"

#include "base/result.hpp"

#include <boost/asio/co_spawn.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <semaphore>
#include <thread>

namespace belfry::runtime {
namespace {

using Outcome = Result<int>;

class NumberJob final : public GroupJob {
 public:
  NumberJob(GroupCaller<Outcome> caller, int number, std::size_t weight)
      : GroupJob(caller.guard.get_executor()), caller_(std::move(caller)), number_(number), weight_(weight) {}

  std::size_t weight() const override { return weight_; }
  void refuse(const Error& error) override { outcome_ = fail(error); }
  void answer() override { caller_.resume(std::move(outcome_)); }
  int number() const { return number_; }
  void succeed() { outcome_ = number_; }

 private:
  GroupCaller<Outcome> caller_;
  int number_;
  std::size_t weight_;
  Outcome outcome_ = fail(ErrorCode::internal_error);
};

/// Keeps the groups it was given; can be held back inside the first.
class Recorder final : public GroupRunner {
 public:
  void run(std::span<const std::unique_ptr<GroupJob>> group) override {
    started.release();
    if (held) {
      go_on.acquire();
    }
    std::vector<int> numbers;
    for (const auto& job : group) {
      auto& number = static_cast<NumberJob&>(*job);
      numbers.push_back(number.number());
      number.succeed();
    }
    groups.push_back(std::move(numbers));
  }
  void rest() override { ++rests; }

  std::vector<std::vector<int>> groups;
  int rests = 0;
  std::atomic<bool> held = false;
  std::counting_semaphore<> started{0};
  std::counting_semaphore<> go_on{0};
};

class GroupLaneTest : public ::testing::Test {
 protected:
  static Task<void> ask(GroupLane& lane, int number, std::size_t weight, std::vector<Outcome>& answers) {
    auto make = [number, weight](GroupCaller<Outcome> caller) {
      return std::make_unique<NumberJob>(std::move(caller), number, weight);
    };
    answers.push_back(co_await lane.run<Outcome>(std::move(make)));
  }
  void spawn(GroupLane& lane, int number, std::size_t weight = 1) {
    boost::asio::co_spawn(context.get_executor(), ask(lane, number, weight, answers),
                          [](const std::exception_ptr& thrown) { ASSERT_FALSE(thrown); });
  }
  /// Starts the coroutines without waiting for their answers.
  void submit() { context.poll(); }
  void finish() {
    context.restart();
    context.run();
  }

  boost::asio::io_context context{1};
  Recorder runner;
  std::vector<Outcome> answers;
};

TEST_F(GroupLaneTest, TakesAllThatWaitedAsOneGroupInTheOrderTheyCame) {
  GroupLane lane({}, runner);
  runner.held = true;
  spawn(lane, 0);
  submit();
  runner.started.acquire();
  for (int i = 1; i <= 5; ++i) {
    spawn(lane, i);
  }
  submit();
  runner.held = false;
  runner.go_on.release();
  finish();
  lane.stop();
  EXPECT_EQ(runner.groups, (std::vector<std::vector<int>>{{0}, {1, 2, 3, 4, 5}}));
  EXPECT_EQ(runner.rests, 2);
  ASSERT_EQ(answers.size(), 6u);
  EXPECT_EQ(answers[5].value(), 5);
}

TEST_F(GroupLaneTest, EndsAGroupAtItsWeightAndLetsAHeavierJobGoAlone) {
  GroupLane lane({.name = "group", .queue_limit = 100, .group_limit = 3}, runner);
  runner.held = true;
  spawn(lane, 0);
  submit();
  runner.started.acquire();
  spawn(lane, 1, 2);
  spawn(lane, 2, 2);
  spawn(lane, 3, 1);
  spawn(lane, 4, 9);
  spawn(lane, 5, 1);
  submit();
  runner.held = false;
  runner.go_on.release();
  finish();
  lane.stop();
  EXPECT_EQ(runner.groups, (std::vector<std::vector<int>>{{0}, {1}, {2, 3}, {4}, {5}}));
}

TEST_F(GroupLaneTest, RefusesAtOnceWhenTheQueueIsFull) {
  GroupLane lane({.name = "group", .queue_limit = 2, .group_limit = 100}, runner);
  runner.held = true;
  spawn(lane, 0);
  submit();
  runner.started.acquire();
  for (int i = 1; i <= 3; ++i) {
    spawn(lane, i);
  }
  submit();
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(answers[0].error().code, ErrorCode::overloaded);
  runner.held = false;
  runner.go_on.release();
  finish();
  EXPECT_EQ(answers.size(), 4u);
}

TEST_F(GroupLaneTest, DoesWhatIsQueuedWhenItStopsAndRefusesWhatComesLater) {
  GroupLane lane({}, runner);
  for (int i = 0; i < 3; ++i) {
    spawn(lane, i);
  }
  submit();
  lane.stop();
  spawn(lane, 9);
  finish();
  ASSERT_EQ(answers.size(), 4u);
  int done = 0;
  for (const Outcome& answer : answers) {
    done += answer ? 1 : 0;
  }
  EXPECT_EQ(done, 3);
  EXPECT_EQ(answers.back().error().code, ErrorCode::draining);
}

TEST_F(GroupLaneTest, AnswersEveryCallerOnItsOwnLoop) {
  GroupLane lane({}, runner);
  std::vector<std::thread::id> seen(4);
  std::vector<std::thread> loops;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    loops.emplace_back([&lane, &mine = seen[i]] {
      boost::asio::io_context own(1);
      std::vector<Outcome> results;
      boost::asio::co_spawn(own.get_executor(), ask(lane, 1, 1, results),
                            [&mine](const std::exception_ptr&) { mine = std::this_thread::get_id(); });
      own.run();
      EXPECT_EQ(mine, std::this_thread::get_id());
      EXPECT_EQ(results.size(), 1u);
    });
  }
  for (std::thread& loop : loops) {
    loop.join();
  }
}

}  // namespace
}  // namespace belfry::runtime
