#include "wire/job_json.hpp"

#include <boost/json/parse.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace belfry::wire {
namespace {

constexpr std::string_view kLeast =
    R"({"jobId":"job_20260125_k3v9","userId":"ada","kind":"export","title":"All boards","stages":[],)"
    R"("status":"queued","progress":0,"stageProgress":0,"estimatedSecondsRemaining":null,"stalled":false,)"
    R"("createdAt":"2026-01-25T11:59:50.000Z","updatedAt":"2026-01-25T11:59:59.000Z"})";

Job least() {
  Job job;
  job.id = JobId("job_20260125_k3v9");
  job.user = UserId("ada");
  job.kind = "export";
  job.title = "All boards";
  job.created_at = from_millis(1'769'342'390'000);
  job.updated_at = from_millis(1'769'342'399'000);
  return job;
}

Job running() {
  Job job = least();
  job.stages = {{"parse", 1.0}, {"store", 3.0}};
  job.file_name = "parts.csv";
  job.correlation_id = "order-7";
  job.status = JobStatus::running;
  job.stage = "store";
  job.progress = 43.75;
  job.stage_progress = 25.0;
  job.message = "Row 301";
  job.current_row = 301;
  job.total_rows = 1204;
  job.seconds_remaining = 7.5;
  return job;
}

Job ended(JobStatus status) {
  Job job = running();
  job.status = status;
  job.ended_at = from_millis(1'769'342'400'123);
  return job;
}

boost::json::object body_of(const Job& job) { return boost::json::parse(job_body({.job = job})).as_object(); }

/// Of every state that there is, one with all that it may have.
std::vector<Job> every_state() {
  Job failed = ended(JobStatus::failed);
  failed.error = JobError{.code = "ENOSPC", .message = "No space", .details = "[1]"};
  return {least(), running(), ended(JobStatus::completed), failed, ended(JobStatus::cancelled)};
}

TEST(JobJson, LeavesOutWhatThereIsNotButTheTimeLeft) { EXPECT_EQ(job_body({.job = least()}), kLeast); }

TEST(JobJson, ShowsAllOfARunningJob) {
  EXPECT_EQ(job_body({.job = running(), .stalled = true}),
            R"({"jobId":"job_20260125_k3v9","userId":"ada","kind":"export","title":"All boards",)"
            R"("stages":[{"name":"parse","weight":1},{"name":"store","weight":3}],"fileName":"parts.csv",)"
            R"("status":"running","stage":"store","progress":43.75,"stageProgress":25,"message":"Row 301",)"
            R"("currentRow":301,"totalRows":1204,"estimatedSecondsRemaining":7.5,"stalled":true,)"
            R"("correlationId":"order-7","createdAt":"2026-01-25T11:59:50.000Z",)"
            R"("updatedAt":"2026-01-25T11:59:59.000Z"})");
}

TEST(JobJson, HasResultsOnceItIsDoneAndNoneBefore) {
  Job job = ended(JobStatus::completed);
  job.results = R"({"rows":1204})";
  EXPECT_EQ(body_of(job).at("results"), boost::json::parse(R"({"rows":1204})"));
  EXPECT_EQ(body_of(job).at("endedAt"), "2026-01-25T12:00:00.123Z");
  EXPECT_EQ(body_of(ended(JobStatus::completed)).at("results"), boost::json::object());
  EXPECT_FALSE(body_of(ended(JobStatus::failed)).contains("results"));
  EXPECT_FALSE(body_of(running()).contains("results"));
}

TEST(JobJson, HasAnErrorWithItsDetailsAsTheyWereSaid) {
  Job job = ended(JobStatus::failed);
  job.error = JobError{.code = "ENOSPC", .message = "No space", .details = std::nullopt};
  EXPECT_EQ(body_of(job).at("error"), boost::json::parse(R"({"code":"ENOSPC","message":"No space"})"));
  for (const char* const details : {R"({"free":0})", "[1,2]", R"("full")", "null", "7"}) {
    job.error->details = details;
    EXPECT_EQ(body_of(job).at("error").at("details"), boost::json::parse(details)) << details;
  }
}

TEST(JobJson, SaysEveryStatusByItsName) {
  for (const JobStatus status : kJobStatuses) {
    Job job = least();
    job.status = status;
    EXPECT_EQ(body_of(job).at("status").as_string(), name_of(status));
  }
}

TEST(JobJson, PutsAPageIntoOneObject) {
  const Job job = least();
  const std::vector<JobView> views = {{.job = job}, {.job = job}};
  const std::string item(kLeast);
  EXPECT_EQ(jobs_body(views, "1.job_1"), R"({"items":[)" + item + "," + item + R"(],"nextCursor":"1.job_1"})");
  EXPECT_EQ(jobs_body({}, ""), R"({"items":[]})");
}

TEST(JobJson, AnswersAReportWithHowFarItIs) {
  EXPECT_EQ(job_progress_body(running()),
            R"({"jobId":"job_20260125_k3v9","status":"running","progress":43.75,"estimatedSecondsRemaining":7.5})");
  EXPECT_EQ(job_progress_body(least()),
            R"({"jobId":"job_20260125_k3v9","status":"queued","progress":0,"estimatedSecondsRemaining":null})");
}

TEST(JobJson, HasEveryMemberOfItsSchemaAndNoOther) {
  const auto schema = job_schema();
  const auto& described = schema.at("properties").as_object();
  std::set<std::string> met;
  for (const Job& job : every_state()) {
    const auto body = body_of(job);
    for (const auto& member : body) {
      EXPECT_TRUE(described.contains(member.key())) << member.key();
      met.insert(std::string(member.key()));
    }
    for (const auto& required : schema.at("required").as_array()) {
      EXPECT_TRUE(body.contains(required.as_string())) << required;
    }
  }
  EXPECT_EQ(met.size(), described.size());
}

}  // namespace
}  // namespace belfry::wire
