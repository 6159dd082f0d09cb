#include "call_queue.hpp"

#include <gtest/gtest.h>

#include "job_state.hpp"

namespace belfry::client {
namespace {

class CallQueueTest : public testing::Test {
 protected:
  static Call message(std::string path) { return {.path = std::move(path)}; }

  Call progress(std::string stage, double percent) {
    return {.kind = Call::Kind::progress,
            .report = Report{.stage = std::move(stage), .stage_progress = percent},
            .job = job};
  }

  Call stage_end(std::string path) { return {.kind = Call::Kind::stage_end, .path = std::move(path), .job = job}; }

  const Time now{std::chrono::seconds(100)};
  std::shared_ptr<JobState> job = std::make_shared<JobState>(nullptr, false);
  CallQueue queue{3, milliseconds(100)};
};

TEST_F(CallQueueTest, TakesCallsInTheirOrder) {
  queue.push(message("a"));
  queue.push(message("b"));
  EXPECT_EQ(queue.take(now)->path, "a");
  EXPECT_EQ(queue.take(now)->path, "b");
  EXPECT_FALSE(queue.take(now).has_value());
}

TEST_F(CallQueueTest, KeepsTheLatestReportInThePlaceOfTheOldOne) {
  queue.push_progress(progress("parse", 1), now);
  queue.push(message("a"));
  const auto pushed = queue.push_progress(progress("parse", 2), now);
  ASSERT_TRUE(pushed.dropped.has_value());
  EXPECT_EQ(pushed.dropped->report->stage_progress, 1);
  EXPECT_FALSE(pushed.sooner);
  EXPECT_EQ(queue.take(now)->report->stage_progress, 2);
  EXPECT_EQ(queue.take(now)->path, "a");
}

TEST_F(CallQueueTest, LetsNoReportOvertakeTheEndOfTheStageBefore) {
  queue.push_progress(progress("parse", 1), now);
  queue.push(stage_end("parse"));
  queue.push_progress(progress("store", 2), now);
  EXPECT_EQ(queue.take(now)->path, "parse");
  EXPECT_EQ(queue.take(now)->report->stage, "store");
}

TEST_F(CallQueueTest, HoldsASecondReportOfAStageUntilItIsDue) {
  queue.push_progress(progress("parse", 1), now);
  queue.take(now);
  queue.push_progress(progress("parse", 2), now);
  EXPECT_FALSE(queue.take(now).has_value());
  EXPECT_EQ(queue.next_due(), now + milliseconds(100));
  EXPECT_TRUE(queue.take(now + milliseconds(100)).has_value());
}

TEST_F(CallQueueTest, SendsTheFirstReportOfAStageAtOnce) {
  queue.push_progress(progress("parse", 1), now);
  queue.take(now);
  queue.push_progress(progress("store", 0), now);
  EXPECT_TRUE(queue.take(now).has_value());
}

TEST_F(CallQueueTest, TellsThatAReportOfANewStageIsDueSoonerThanTheOneItReplaces) {
  queue.push_progress(progress("parse", 1), now);
  queue.take(now);
  queue.push_progress(progress("parse", 2), now);
  EXPECT_TRUE(queue.push_progress(progress("store", 0), now).sooner);
  EXPECT_EQ(queue.take(now)->report->stage, "store");
}

TEST_F(CallQueueTest, MakesTheReportBeforeAnEndDueAtOnce) {
  queue.push_progress(progress("parse", 1), now);
  queue.take(now);
  queue.push_progress(progress("parse", 2), now);
  queue.push(stage_end("parse"));
  EXPECT_EQ(queue.take(now)->report->stage_progress, 2);
  EXPECT_EQ(queue.take(now)->path, "parse");
}

TEST_F(CallQueueTest, GivesUpProgressForAnotherCallWhenItIsFull) {
  queue.push(message("a"));
  queue.push_progress(progress("parse", 1), now);
  queue.push(message("b"));
  EXPECT_TRUE(queue.has_room());
  const auto evicted = queue.push(message("c"));
  ASSERT_TRUE(evicted.has_value());
  EXPECT_TRUE(evicted->report.has_value());
  EXPECT_FALSE(queue.has_room());
}

TEST_F(CallQueueTest, DropsProgressThatFindsNoRoom) {
  queue.push(message("a"));
  queue.push(message("b"));
  queue.push(message("c"));
  EXPECT_TRUE(queue.push_progress(progress("parse", 1), now).dropped.has_value());
  EXPECT_FALSE(queue.is_stale(progress("parse", 0)));
}

TEST_F(CallQueueTest, KnowsThatARepeatWouldBeStale) {
  queue.push_progress(progress("parse", 1), now);
  const auto taken = queue.take(now);
  EXPECT_FALSE(queue.is_stale(*taken));
  queue.push_progress(progress("parse", 2), now);
  EXPECT_TRUE(queue.is_stale(*taken));
}

}  // namespace
}  // namespace belfry::client
