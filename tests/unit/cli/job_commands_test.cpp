#include "unit/cli/answered_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace belfry::cli::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kReported =
    R"({"jobId":"job_1","status":"running","progress":42.5,"estimatedSecondsRemaining":12})";

}  // namespace

class JobCommand : public AnsweredCommand {
 protected:
  Ran as_service(std::vector<std::string> arguments, const std::string& answer) {
    arguments.insert(arguments.end(), {"--key", "k"});
    return run_with(std::move(arguments), {answer});
  }
};

TEST_F(JobCommand, StartsAJobAndPrintsNothingButItsId) {
  const Ran ran = as_service({"jobs", "start", "--user", "ada", "--kind", "import", "--title", "Parts", "--stage",
                              "parse", "--stage", "store:3", "--idempotency-key", "i1"},
                             R"({"jobId":"job_1","status":"queued"})");
  EXPECT_EQ(ran.out, "job_1\n") << ran.error;
  EXPECT_THAT(heads_.at(0), StartsWith("POST /jobs HTTP/1.1\r\n"));
  EXPECT_THAT(heads_.at(0), HasSubstr("Idempotency-Key: i1\r\n"));
  EXPECT_THAT(heads_.at(0), HasSubstr("Authorization: Bearer k\r\n"));
  EXPECT_EQ(bodies_.at(0), R"({"userId":"ada","kind":"import","title":"Parts",)"
                           R"("stages":[{"name":"parse"},{"name":"store","weight":3}]})");
}

TEST_F(JobCommand, ReportsProgressAndPrintsHowTheJobStands) {
  const Ran ran = as_service({"jobs", "progress", "job_1", "--stage", "store", "--stage-progress", "40"}, kReported);
  EXPECT_EQ(ran.out, "job_1  running  42.5 %  ~12 s left\n") << ran.error;
  EXPECT_THAT(heads_.at(0), StartsWith("POST /jobs/job_1/progress HTTP/1.1\r\n"));
  EXPECT_EQ(bodies_.at(0), R"({"stage":"store","stageProgress":40})");
}

TEST_F(JobCommand, NamesAStageInThePathWhateverItIsCalled) {
  const Ran ran = as_service({"jobs", "stage", "job_1", "a/b c"}, kReported);
  EXPECT_EQ(ran.code, 0) << ran.error;
  EXPECT_THAT(heads_.at(0), StartsWith("POST /jobs/job_1/stages/a%2Fb%20c/complete HTTP/1.1\r\n"));
  EXPECT_EQ(bodies_.at(0), "{}");
}

TEST_F(JobCommand, CompletesWithResults) {
  const Ran ran = as_service({"jobs", "complete", "job_1", "--results", R"({"rows": 9})"}, kReported);
  EXPECT_EQ(ran.code, 0) << ran.error;
  EXPECT_THAT(heads_.at(0), StartsWith("POST /jobs/job_1/complete HTTP/1.1\r\n"));
  EXPECT_EQ(bodies_.at(0), R"({"results":{"rows":9}})");
}

TEST_F(JobCommand, FailsAJob) {
  const Ran ran = as_service({"jobs", "fail", "job_1", "--code", "BAD_ROW", "--message", "No"}, kReported);
  EXPECT_EQ(ran.code, 0) << ran.error;
  EXPECT_THAT(heads_.at(0), StartsWith("POST /jobs/job_1/fail HTTP/1.1\r\n"));
  EXPECT_EQ(bodies_.at(0), R"({"error":{"code":"BAD_ROW","message":"No"}})");
}

TEST_F(JobCommand, PrintsTheServersAnswerForScripts) {
  EXPECT_EQ(as_service({"jobs", "complete", "job_1", "--json"}, kReported).out, std::string(kReported) + "\n");
}

TEST_F(JobCommand, SaysInPlainWordsThatTheWorkShouldStop) {
  status_ = "409 Conflict";
  const Ran ran = as_service({"jobs", "progress", "job_1", "--progress", "5"},
                             R"({"title":"Conflict","detail":"The job was cancelled","code":"JOB_CANCELLED"})");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.error, "belfry: the job was cancelled by its user: its work should stop (409 JOB_CANCELLED)\n");
}

TEST_F(JobCommand, SaysInPlainWordsThatTheJobHasEnded) {
  status_ = "409 Conflict";
  const Ran ran = as_service({"jobs", "complete", "job_1"}, R"({"title":"Conflict","code":"JOB_TERMINAL"})");
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.error, StartsWith("belfry: the job has ended: "));
}

TEST_F(JobCommand, SaysThatAnAnswerIsNoneOfBelfrys) {
  const Ran ran = as_service({"jobs", "complete", "job_1"}, "[]");
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.error, HasSubstr("is this a Belfry server?"));
}

class OwnJobsCommand : public AnsweredCommand {
 protected:
  /// As the user of a development server, which signs with the secrets of this folder.
  Ran as_user(std::vector<std::string> arguments, const std::vector<std::string>& answers) {
    arguments.insert(arguments.end(), {"--user", "ada", "--data-dir", dev_folder()});
    return run_with(std::move(arguments), answers);
  }
};

TEST_F(OwnJobsCommand, ListsAllPagesUpToTheLimitAndSaysThatThereAreMore) {
  const Ran ran = as_user({"jobs", "list", "--unfinished", "--limit", "2"},
                          {R"({"items":[{"jobId":"job_2","kind":"import","title":"B"}],"nextCursor":"7.job_2"})",
                           R"({"items":[{"jobId":"job_1","kind":"import","title":"A"}],"nextCursor":"6.job_1"})"});
  EXPECT_EQ(ran.code, 0) << ran.error;
  EXPECT_THAT(ran.out, StartsWith("ID     KIND"));
  EXPECT_THAT(ran.out, HasSubstr("\njob_2  import"));
  EXPECT_THAT(ran.out, HasSubstr("\njob_1  import"));
  EXPECT_THAT(ran.out, HasSubstr("  .. and more: raise --limit\n"));
  EXPECT_THAT(heads_.at(0), StartsWith("GET /jobs?limit=2&unfinished=true HTTP/1.1\r\n"));
  EXPECT_THAT(heads_.at(0), HasSubstr("Authorization: Bearer ey"));
  EXPECT_THAT(heads_.at(1), StartsWith("GET /jobs?limit=1&unfinished=true&cursor=7.job_2 HTTP/1.1\r\n"));
}

TEST_F(OwnJobsCommand, PrintsAJobALineForScripts) {
  const Ran ran = as_user({"jobs", "list", "--json"}, {R"({"items":[{"jobId":"job_2"},{"jobId":"job_1"}]})"});
  EXPECT_EQ(ran.out, "{\"jobId\":\"job_2\"}\n{\"jobId\":\"job_1\"}\n") << ran.error;
}

TEST_F(OwnJobsCommand, SaysThatThereAreNone) {
  EXPECT_EQ(as_user({"jobs", "list"}, {R"({"items":[]})"}).out, "no jobs\n");
  EXPECT_EQ(as_user({"jobs", "list", "--unfinished"}, {R"({"items":[]})"}).out, "no unfinished jobs\n");
}

TEST_F(OwnJobsCommand, ShowsOne) {
  const Ran ran = as_user({"jobs", "show", "job_1"}, {R"({"jobId":"job_1","status":"running","title":"Parts"})"});
  EXPECT_THAT(ran.out, StartsWith("job_1  running")) << ran.error;
  EXPECT_THAT(ran.out, HasSubstr("  title       Parts\n"));
  EXPECT_THAT(heads_.back(), StartsWith("GET /jobs/job_1 HTTP/1.1\r\n"));
}

TEST_F(OwnJobsCommand, CancelsOne) {
  const Ran ran = as_user({"jobs", "cancel", "job_1"}, {R"({"jobId":"job_1","status":"cancelled","progress":42.5})"});
  EXPECT_EQ(ran.out, "job_1  cancelled  42.5 %\n") << ran.error;
  EXPECT_THAT(heads_.back(), StartsWith("POST /jobs/job_1/cancel HTTP/1.1\r\n"));
}

TEST_F(OwnJobsCommand, SaysThatAJobIsNotThereAndNotThatTheServerIsNone) {
  status_ = "404 Not Found";
  const Ran ran = as_user({"jobs", "show", "job_1"}, {R"({"title":"Not found","code":"JOB_NOT_FOUND"})"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.error, "belfry: there is no such job, or it is another user's (404 JOB_NOT_FOUND)\n");
}

}  // namespace belfry::cli::test
