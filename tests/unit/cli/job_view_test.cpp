#include "cli/job_view.hpp"

#include "cli/message_line.hpp"
#include "json/parse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace belfry::cli::test {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

boost::json::object object_of(std::string_view text) { return json::parse(text)->get_object(); }

std::vector<std::string> listed(std::string_view job) {
  Table table = job_table();
  add_job(table, object_of(job));
  return table.lines();
}

}  // namespace

TEST(JobTable, ShowsARunningJobInARow) {
  EXPECT_THAT(listed(R"({"jobId":"job_1","kind":"import","status":"running","progress":42.5,"title":"Parts list",
                         "estimatedSecondsRemaining":12,"stalled":false})"),
              ElementsAre("ID     KIND    STATUS   PROGRESS  TIME LEFT   TITLE",
                          "job_1  import  running  42.5 %    ~12 s left  Parts list"));
}

TEST(JobTable, HasADashForWhatIsNotKnown) {
  EXPECT_THAT(listed(R"({"jobId":"job_1","status":"queued","progress":0,"estimatedSecondsRemaining":null})"),
              ElementsAre(testing::_, "job_1  -     queued  0.0 %     -          -"));
}

TEST(JobTable, SaysThatAJobIsStalled) {
  EXPECT_THAT(listed(R"({"jobId":"job_1","status":"running","stalled":true})")[1], HasSubstr("running, stalled"));
}

TEST(JobStanding, ShowsWhatAReportIsAnsweredWith) {
  EXPECT_EQ(
      job_standing(object_of(R"({"jobId":"job_1","status":"running","progress":42.5,"estimatedSecondsRemaining":12})")),
      "job_1  running  42.5 %  ~12 s left");
  EXPECT_EQ(job_standing(
                object_of(R"({"jobId":"job_1","status":"completed","progress":100,"estimatedSecondsRemaining":null})")),
            "job_1  completed  100.0 %");
}

TEST(JobRecord, ShowsEverythingThatIsKnown) {
  const auto lines = job_record(object_of(
      R"({"jobId":"job_1","userId":"ada","kind":"import","title":"Parts list","status":"failed","stage":"store",
          "stages":[{"name":"parse","weight":1},{"name":"store","weight":2.5}],"progress":42.5,"stageProgress":40,
          "message":"Row 7","currentRow":7,"totalRows":9,"estimatedSecondsRemaining":null,"stalled":false,
          "fileName":"parts.csv","error":{"code":"BAD_ROW","message":"No","details":{"row":7}},
          "correlationId":"req_7","createdAt":"2026-01-25T12:00:00.000Z","endedAt":"2026-01-25T12:00:00.000Z"})"));
  const std::string time = date_and_time(1769342400000);
  EXPECT_THAT(lines, ElementsAre("job_1  failed  42.5 %", "  title       Parts list", "  kind        import",
                                 "  user        ada", "  stage       store, 40.0 %", "  message     Row 7",
                                 "  rows        7 of 9", "  file        parts.csv", "  stages      parse:1, store:2.5",
                                 "  error       BAD_ROW: No {\"row\":7}", "  correlation req_7",
                                 "  created     " + time, "  ended       " + time));
}

TEST(JobRecord, ShowsWhatCameOfIt) {
  const auto lines = job_record(object_of(R"({"jobId":"job_1","status":"completed","results":{"rows":9}})"));
  EXPECT_THAT(lines, testing::Contains("  results     {\"rows\":9}"));
}

TEST(JobRecord, LetsNobodySteerTheTerminalAndTakesAnyShape) {
  const auto lines = job_record(object_of(
      R"({"jobId":"a\u001b[2J","status":7,"title":"a\u001b[2J","kind":"a\u001b[2J","userId":"a\u001b[2J",
          "stage":"a\u001b[2J","message":"a\u001b[2J","fileName":"a\u001b[2J","correlationId":"a\u001b[2J",
          "stages":[{"name":"a\u001b[2J"},3],"results":{"a\u001b[2J":1},"error":{"code":"a\u001b[2J"},
          "createdAt":"yesterday","currentRow":"x"})"));
  EXPECT_THAT(lines, Each(Not(HasSubstr("\x1b"))));
}

}  // namespace belfry::cli::test
