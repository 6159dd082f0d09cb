#include "domain/job_machine.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace belfry {
namespace {

const Instant kNow = from_millis(1'000'000);

Job job_in(JobStatus status) {
  Job job;
  job.id = JobId("job_20261121_abc");
  job.stages = {{"parse", 1.0}, {"store", 3.0}};
  job.status = status;
  return job;
}

JobReport of_stage(std::string stage, double stage_progress) {
  JobReport report;
  report.stage = std::move(stage);
  report.stage_progress = stage_progress;
  return report;
}

std::string pointer_of(const Error& error) { return error.fields.empty() ? "" : error.fields.front().pointer; }

struct Transition {
  const char* name;
  std::function<Result<void>(Job&)> act;
  JobStatus from_alive;  ///< where it leads from queued and from running
};

std::vector<Transition> transitions() {
  const auto done = [](const auto& result) -> Result<void> {
    return result ? Result<void>{} : Result<void>(fail(result.error()));
  };
  return {
      {"report", [=](Job& job) { return done(report(job, of_stage("parse", 10), kNow)); }, JobStatus::running},
      {"stage", [](Job& job) { return complete_stage(job, "parse", kNow); }, JobStatus::running},
      {"complete", [](Job& job) { return complete(job, "{}", kNow); }, JobStatus::completed},
      {"fail", [](Job& job) { return fail_job(job, {"BAD_FILE", "no header", {}}, kNow); }, JobStatus::failed},
      {"cancel", [=](Job& job) { return done(cancel(job, kNow)); }, JobStatus::cancelled},
  };
}

TEST(JobMachine, EveryStatusAnswersEveryEvent) {
  for (const Transition& transition : transitions()) {
    for (const JobStatus status : kJobStatuses) {
      Job job = job_in(status);
      const Job before = job;
      const Result<void> outcome = transition.act(job);
      const std::string what = std::string(transition.name) + " of a job that is " + std::string(name_of(status));
      if (!is_terminal(status)) {
        EXPECT_TRUE(outcome) << what;
        EXPECT_EQ(job.status, transition.from_alive) << what;
        EXPECT_EQ(job.updated_at, kNow) << what;
      } else if (status == JobStatus::cancelled && transition.from_alive == JobStatus::cancelled) {
        EXPECT_TRUE(outcome) << what;
        EXPECT_EQ(job, before) << what;
      } else {
        const ErrorCode expected = status == JobStatus::cancelled ? ErrorCode::job_cancelled : ErrorCode::job_terminal;
        ASSERT_FALSE(outcome) << what;
        EXPECT_EQ(outcome.error().code, expected) << what;
        EXPECT_EQ(job, before) << what;
      }
    }
  }
}

TEST(JobMachine, ASecondCancelSaysThatItWasCancelledBefore) {
  Job job = job_in(JobStatus::running);
  EXPECT_EQ(*cancel(job, kNow), Cancelled::now);
  EXPECT_EQ(*cancel(job, kNow), Cancelled::before);
}

TEST(JobMachine, WeighsTheStages) {
  Job job = job_in(JobStatus::queued);
  ASSERT_TRUE(report(job, of_stage("parse", 50), kNow));
  EXPECT_DOUBLE_EQ(job.progress, 12.5);
  ASSERT_TRUE(complete_stage(job, "parse", kNow));
  EXPECT_DOUBLE_EQ(job.progress, 25.0);
  ASSERT_TRUE(report(job, of_stage("store", 50), kNow));
  EXPECT_DOUBLE_EQ(job.progress, 62.5);
}

TEST(JobMachine, WithoutStagesTheStageProgressIsTheWhole) {
  Job job = job_in(JobStatus::queued);
  job.stages.clear();
  JobReport half;
  half.stage_progress = 50;
  ASSERT_TRUE(report(job, half, kNow));
  EXPECT_DOUBLE_EQ(job.progress, 50.0);
}

TEST(JobMachine, AReportWithoutAStageIsAboutTheOneAtWork) {
  Job job = job_in(JobStatus::queued);
  JobReport first;
  first.stage_progress = 10;
  ASSERT_TRUE(report(job, first, kNow));
  EXPECT_EQ(job.stage, "parse");
  ASSERT_TRUE(report(job, of_stage("store", 0), kNow));
  ASSERT_TRUE(report(job, first, kNow));
  EXPECT_EQ(job.stage, "store");
}

TEST(JobMachine, TheServicesOwnProgressWins) {
  Job job = job_in(JobStatus::running);
  JobReport told = of_stage("parse", 50);
  told.progress = 99.5;
  ASSERT_TRUE(report(job, told, kNow));
  EXPECT_DOUBLE_EQ(job.progress, 99.5);
}

TEST(JobMachine, TheWholeNeverFallsThoughAnEarlierStageIsTakenUpAgain) {
  Job job = job_in(JobStatus::queued);
  ASSERT_TRUE(report(job, of_stage("store", 50), kNow));
  ASSERT_TRUE(report(job, of_stage("parse", 10), kNow));
  EXPECT_DOUBLE_EQ(job.progress, 62.5);
  EXPECT_DOUBLE_EQ(job.stage_progress, 10.0);
}

TEST(JobMachine, TellsAStageChangeFromMereProgress) {
  Job job = job_in(JobStatus::queued);
  EXPECT_EQ(*report(job, of_stage("parse", 0), kNow), JobStep::stage_changed);
  EXPECT_EQ(*report(job, of_stage("parse", 1), kNow), JobStep::progress);
  EXPECT_EQ(*report(job, of_stage("store", 1), kNow), JobStep::stage_changed);
}

TEST(JobMachine, ForgetsTheRowsOfTheStageThatIsLeft) {
  Job job = job_in(JobStatus::queued);
  JobReport rows = of_stage("parse", 10);
  rows.current_row = 100;
  rows.total_rows = 1000;
  ASSERT_TRUE(report(job, rows, kNow));
  ASSERT_TRUE(report(job, of_stage("parse", 20), kNow));
  EXPECT_EQ(job.current_row, 100U);
  ASSERT_TRUE(report(job, of_stage("store", 0), kNow));
  EXPECT_FALSE(job.current_row);
  EXPECT_FALSE(job.total_rows);
}

TEST(JobMachine, RefusesWhatCannotBeAndChangesNothing) {
  Job job = job_in(JobStatus::running);
  ASSERT_TRUE(report(job, of_stage("parse", 50), kNow));
  const Job before = job;
  const auto pointer_after = [&](auto change) {
    JobReport bad = of_stage("parse", 60);
    change(bad);
    const auto outcome = report(job, bad, kNow);
    EXPECT_EQ(job, before);
    return outcome ? std::string("accepted") : pointer_of(outcome.error());
  };
  EXPECT_EQ(pointer_after([](JobReport& r) { r.stage = "paint"; }), "/stage");
  EXPECT_EQ(pointer_after([](JobReport& r) { r.stage_progress = 100.1; }), "/stageProgress");
  EXPECT_EQ(pointer_after([](JobReport& r) { r.stage_progress = -1; }), "/stageProgress");
  EXPECT_EQ(pointer_after([](JobReport& r) { r.stage_progress = 49.9; }), "/stageProgress");
  EXPECT_EQ(pointer_after([](JobReport& r) { r.progress = 101; }), "/progress");
  EXPECT_EQ(pointer_after([](JobReport& r) { r.progress = 1; }), "/progress");
  EXPECT_EQ(pointer_after([](JobReport& r) { r.seconds_remaining = -1; }), "/estimatedSecondsRemaining");
}

TEST(JobMachine, RowsToldAtTheStartAreThoseOfTheFirstStage) {
  Job job = job_in(JobStatus::queued);
  job.total_rows = 100;
  ASSERT_TRUE(report(job, of_stage("parse", 10), kNow));
  EXPECT_EQ(job.total_rows, 100U);
  ASSERT_TRUE(report(job, of_stage("store", 10), kNow));
  EXPECT_FALSE(job.total_rows);
}

TEST(JobMachine, AMessageStaysWithinItsStage) {
  Job job = job_in(JobStatus::queued);
  JobReport first = of_stage("parse", 10);
  first.message = "Row 10";
  ASSERT_TRUE(report(job, first, kNow));
  ASSERT_TRUE(report(job, of_stage("parse", 20), kNow));
  EXPECT_EQ(job.message, "Row 10");
  ASSERT_TRUE(report(job, of_stage("store", 10), kNow));
  EXPECT_EQ(job.message, "");
}

TEST(JobMachine, AStageThatTheJobLacksCannotBeCompleted) {
  Job job = job_in(JobStatus::running);
  const auto outcome = complete_stage(job, "paint", kNow);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::validation_failed);
}

TEST(JobMachine, AnEndSaysWhenAndTakesTheEstimateAway) {
  Job job = job_in(JobStatus::running);
  job.seconds_remaining = 10;
  ASSERT_TRUE(complete(job, R"({"rows":3})", kNow));
  EXPECT_DOUBLE_EQ(job.progress, 100.0);
  EXPECT_EQ(job.results, R"({"rows":3})");
  EXPECT_EQ(job.ended_at, kNow);
  EXPECT_FALSE(job.seconds_remaining);
}

TEST(JobMachine, AFailureKeepsHowFarItCame) {
  Job job = job_in(JobStatus::running);
  ASSERT_TRUE(report(job, of_stage("store", 50), kNow));
  ASSERT_TRUE(fail_job(job, {"BAD_FILE", "no header", {}}, kNow));
  EXPECT_DOUBLE_EQ(job.progress, 62.5);
  EXPECT_EQ(job.stage, "store");
  EXPECT_EQ(job.error->code, "BAD_FILE");
}

TEST(JobMachine, AJobIsStalledWhenItsServiceHasBeenSilentForTheTime) {
  using namespace std::chrono_literals;
  Job job = job_in(JobStatus::running);
  job.updated_at = kNow;
  EXPECT_FALSE(is_stalled(job, kNow + 59'999ms, 60s));
  EXPECT_TRUE(is_stalled(job, kNow + 60s, 60s));
}

TEST(JobMachine, OnlyAJobAtWorkCanStall) {
  using namespace std::chrono_literals;
  for (const JobStatus status : kJobStatuses) {
    Job job = job_in(status);
    job.updated_at = kNow;
    EXPECT_EQ(is_stalled(job, kNow + 1h, 60s), status == JobStatus::running) << name_of(status);
  }
}

TEST(JobMachine, NoJobIsStalledWhereThatIsSwitchedOff) {
  Job job = job_in(JobStatus::running);
  job.updated_at = kNow;
  EXPECT_FALSE(is_stalled(job, kNow + std::chrono::hours(1), std::chrono::milliseconds(0)));
}

}  // namespace
}  // namespace belfry
