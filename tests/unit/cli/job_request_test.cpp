#include "cli/job_request.hpp"

#include <gtest/gtest.h>

namespace belfry::cli::test {
namespace {

std::string text_of(const Outcome<std::string>& body) { return body ? *body : "refused: " + body.error(); }

StartRequest draft() {
  StartRequest request;
  request.user = "ada";
  request.kind = "import";
  request.title = "Parts list";
  return request;
}

std::string body_with_stage(std::string stage) {
  StartRequest request = draft();
  request.stages = {std::move(stage)};
  return text_of(start_body(request));
}

}  // namespace

TEST(StartRequest, NeedsNoMoreThanWhoseAndWhat) {
  EXPECT_EQ(text_of(start_body(draft())), R"({"userId":"ada","kind":"import","title":"Parts list"})");
}

TEST(StartRequest, CarriesWhatIsKnownOfTheWork) {
  StartRequest request = draft();
  request.stages = {"parse", "store:2.5"};
  request.file_name = "parts.csv";
  request.total_rows = 10'000;
  request.correlation_id = "req_7";
  EXPECT_EQ(text_of(start_body(request)),
            R"({"userId":"ada","kind":"import","title":"Parts list","stages":[{"name":"parse"},)"
            R"({"name":"store","weight":2.5}],"fileName":"parts.csv","totalRows":10000,"correlationId":"req_7"})");
}

TEST(StartRequest, TakesTheWeightBehindTheLastColon) {
  EXPECT_NE(body_with_stage("phase:one:3").find(R"([{"name":"phase:one","weight":3}])"), std::string::npos)
      << body_with_stage("phase:one:3");
}

TEST(StartRequest, RefusesAStageWithoutANameOrWithAWeightThatIsNone) {
  for (const char* stage : {"", ":3", "store:", "store:heavy", "store:0", "store:-1", "store:3x", "store:inf"}) {
    EXPECT_EQ(body_with_stage(stage).find("refused: --stage must be a name"), 0U) << stage;
  }
}

TEST(ProgressRequest, CarriesWhatIsSaidAndNothingElse) {
  ProgressRequest request;
  request.stage = "store";
  request.stage_progress = 40;
  EXPECT_EQ(text_of(progress_body(request)), R"({"stage":"store","stageProgress":40})");
}

TEST(ProgressRequest, CarriesEverythingThatCanBeSaid) {
  ProgressRequest request{.stage = "store",
                          .stage_progress = 40,
                          .progress = 42.5,
                          .message = "Row 4250",
                          .row = 4'250,
                          .rows = 10'000,
                          .seconds_left = 12};
  EXPECT_EQ(text_of(progress_body(request)),
            R"({"stage":"store","stageProgress":40,"progress":42.5,"message":"Row 4250","currentRow":4250,)"
            R"("totalRows":10000,"estimatedSecondsRemaining":12})");
}

TEST(ProgressRequest, RefusesToSayNothing) {
  EXPECT_EQ(text_of(progress_body({})).find("refused: say what there is to report"), 0U);
}

TEST(ResultsRequest, MayHaveNone) {
  EXPECT_EQ(text_of(results_body({})), "{}");
  EXPECT_EQ(text_of(results_body(R"({"rows": 9})")), R"({"results":{"rows":9}})");
}

TEST(ResultsRequest, MustBeAnObject) {
  for (const char* results : {"", "[1]", "7", "{oops"}) {
    EXPECT_EQ(text_of(results_body(results)).find("refused: --results must be a JSON object"), 0U) << results;
  }
}

TEST(FailRequest, SaysWhatWentWrong) {
  FailRequest request{.code = "BAD_ROW", .message = "Row 7 is bad", .details = {}};
  EXPECT_EQ(text_of(fail_body(request)), R"({"error":{"code":"BAD_ROW","message":"Row 7 is bad"}})");
  request.details = R"({"row": 7})";
  EXPECT_EQ(text_of(fail_body(request)),
            R"({"error":{"code":"BAD_ROW","message":"Row 7 is bad","details":{"row":7}}})");
  request.details = "7";
  EXPECT_EQ(text_of(fail_body(request)).find("refused: --details must be a JSON object"), 0U);
}

}  // namespace belfry::cli::test
