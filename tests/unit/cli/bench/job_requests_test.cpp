#include "cli/bench/job_requests.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace belfry::cli::bench {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(ReportRequest, CarriesItsSequenceNumberInTheMessage) {
  const std::string request =
      report_request("127.0.0.1:80", "k", "job_1", {.sequence = 4711, .row = 12, .progress = 62.5});
  EXPECT_THAT(request, StartsWith("POST /jobs/job_1/progress HTTP/1.1\r\n"));
  EXPECT_THAT(request, EndsWith("\r\n\r\n{\"message\":\"report 4711\",\"progress\":62.500,\"currentRow\":12}"));
}

TEST(ReportRequest, NamesAStageOnlyWhenItBeginsOne) {
  EXPECT_THAT(report_request("h", "k", "job_1", {.stage = 3}), HasSubstr(R"({"stage":"stage-3",)"));
  EXPECT_THAT(report_request("h", "k", "job_1", {}), Not(HasSubstr("stage")));
}

TEST(ReportRequest, SaysHowLongItsBodyIs) {
  const std::string request = report_request("h", "k", "job_1", {.sequence = 1, .stage = 99});
  const std::size_t body = request.size() - request.find("\r\n\r\n") - 4;
  EXPECT_THAT(request, HasSubstr("Content-Length: " + std::to_string(body) + "\r\n"));
}

TEST(StageName, BeginsAgainBehindTheLast) { EXPECT_EQ(stage_name(kBenchStages + 2), stage_name(2)); }

TEST(JobIdOf, ReadsTheAnswerToACreatedJob) {
  EXPECT_EQ(job_id_of(R"({"jobId":"job_20260125_k3v9","status":"queued"})"), "job_20260125_k3v9");
}

TEST(JobIdOf, IsEmptyWithoutOne) {
  EXPECT_EQ(job_id_of(R"({"error":{"code":"FORBIDDEN"}})"), "");
  EXPECT_EQ(job_id_of(R"({"jobId":"job_2026)"), "");
}

TEST(ReportOf, ReadsWhichReportAnUpdateTellsOf) {
  EXPECT_EQ(report_of(R"({"type":"progress_update","job_id":"job_1","stage":"stage-1","progress":5,)"
                      R"("stage_progress":0,"message":"report 4711","current_row":7})"),
            4711U);
}

TEST(ReportOf, IsNothingInTheStateThatIsToldFirst) {
  EXPECT_EQ(report_of(R"({"type":"job_status","job_id":"job_1","message":"report 4711"})"), std::nullopt);
}

TEST(ReportOf, IsNothingInAnUpdateWithoutOurMessage) {
  EXPECT_EQ(report_of(R"({"type":"progress_update","job_id":"job_1","message":""})"), std::nullopt);
  EXPECT_EQ(report_of(R"({"type":"progress_update","job_id":"job_1","message":"report x"})"), std::nullopt);
}

}  // namespace
}  // namespace belfry::cli::bench
