#include "adapters/http/routes/job_service_routes.hpp"

#include "adapters/http/routes/job_routes.hpp"
#include "unit/adapters/http/routes/job_route_fixture.hpp"

namespace belfry::http::test {
namespace {

using messages::JobNews;
using namespace std::chrono_literals;

constexpr const char* kJob = R"({"userId":"ada","kind":"upload","title":"parts.csv"})";
const std::vector<std::string> kWritten = {"/progress", "/stages/parse/complete", "/complete", "/fail"};

class JobServiceRoutesTest : public JobRouteTest {
 protected:
  JobServiceRoutesTest() {
    routes.add_to(router);
    users_routes.add_to(router);
  }

  Response create(std::string body, const std::string& key = "", const std::string& bearer = "key-jobs") {
    std::vector<Header> headers;
    if (!key.empty()) {
      headers.push_back({"Idempotency-Key", key});
    }
    return ask(Method::post, "/jobs", {.bearer = bearer, .body = std::move(body), .headers = std::move(headers)});
  }
  Response wait_for_cancel(const std::string& path, const std::string& query = "") {
    return ask(Method::get, path + "/cancel-requested" + query, {.bearer = "key-jobs"});
  }
  void begin_wait(const std::string& path, const std::string& seconds, std::optional<Response>& answer) {
    begin(Method::get, path + "/cancel-requested?wait=" + seconds, {.bearer = "key-jobs"}, answer);
  }
  /// What the service would say there.
  static std::string body_for(const std::string& path) {
    return path == "/fail" ? R"({"error":{"code":"c","message":"m"}})" : "{}";
  }
  Job job(const std::string& path) { return *run_task(stores.jobs.job(JobId(path.substr(6)))); }

  JobServiceRoutes routes{auth, shard.jobs};
  JobRoutes users_routes{auth, shard.jobs};
};

TEST_F(JobServiceRoutesTest, CreateAJobAndSayWhereItIs) {
  const Response response = create(R"({"userId":"ada","kind":"upload","title":"T","fileName":"parts.csv","totalRows":9,
      "correlationId":"order-7","stages":[{"name":"parse"},{"name":"store","weight":3}]})");
  EXPECT_EQ(response.status, 201);
  const auto made = json_of(response);
  const std::string id(made.at("jobId").as_string());
  EXPECT_EQ(response.headers.get("Location"), "/jobs/" + id);
  EXPECT_FALSE(response.headers.has("Idempotency-Replayed"));
  EXPECT_EQ(made.at("status"), "queued");
  EXPECT_EQ(made.at("correlationId"), "order-7");
  EXPECT_EQ(made.at("stages").at(1).at("weight").to_number<double>(), 3.0);
  EXPECT_EQ(job("/jobs/" + id).file_name, "parts.csv");
}

TEST_F(JobServiceRoutesTest, TakeTheCorrelationIdOfTheRequestWhereTheJobNamesNone) {
  const auto correlation = [this](std::string body) {
    const Response response =
        ask(Method::post, "/jobs", {.bearer = "key-jobs", .body = std::move(body), .correlation_id = "trace-1"});
    return std::string(json_of(response).at("correlationId").as_string());
  };
  EXPECT_EQ(correlation(kJob), "trace-1");
  EXPECT_EQ(correlation(R"({"userId":"ada","kind":"x","title":"T","correlationId":"order-7"})"), "order-7");
}

TEST_F(JobServiceRoutesTest, AnswerARepeatWithTheJobOfTheFirstCall) {
  const Response first = create(kJob, "k1");
  const Response again = create(kJob, "k1");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.headers.get("Idempotency-Replayed"), "true");
  EXPECT_NE(json_of(create(kJob, "k2")).at("jobId"), json_of(first).at("jobId"));
  EXPECT_NE(json_of(create(kJob)).at("jobId"), json_of(first).at("jobId"));
}

TEST_F(JobServiceRoutesTest, KnowARepeatAfterMidnight) {
  const Response first = create(kJob, "k1");
  clock.advance(23h + 59min);
  EXPECT_EQ(json_of(create(kJob, "k1")).at("jobId"), json_of(first).at("jobId"));
}

TEST_F(JobServiceRoutesTest, RefuseAnotherJobUnderTheSameKey) {
  create(kJob, "k1");
  const Response response = create(R"({"userId":"ada","kind":"upload","title":"another"})", "k1");
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(code_of(response), "IDEMPOTENCY_CONFLICT");
}

TEST_F(JobServiceRoutesTest, KeepTheKeysOfCallersApart) {
  const Response ours = create(kJob, "k1");
  const Response theirs = create(kJob, "k1", "jwt.root");
  EXPECT_EQ(theirs.status, 201);
  EXPECT_NE(json_of(ours).at("jobId"), json_of(theirs).at("jobId"));
}

TEST_F(JobServiceRoutesTest, RefuseAKeyOfTheWrongForm) {
  EXPECT_EQ(pointer_of(create(kJob, "a b")), "/Idempotency-Key");
  EXPECT_EQ(pointer_of(create(kJob, std::string(256, 'k'))), "/Idempotency-Key");
}

TEST_F(JobServiceRoutesTest, RefuseABodyOfTheWrongForm) {
  EXPECT_EQ(pointer_of(create(R"({"userId":"ada","kind":"Upload","title":"T"})")), "/kind");
  EXPECT_EQ(create("{").status, 400);
  const std::string path = created();
  EXPECT_EQ(pointer_of(as_service(path + "/progress", R"({"progress":101})")), "/progress");
  EXPECT_EQ(pointer_of(as_service(path + "/complete", R"({"results":[]})")), "/results");
  EXPECT_EQ(pointer_of(as_service(path + "/stages/parse/complete", R"({"rows":1})")), "/rows");
  EXPECT_EQ(pointer_of(as_service(path + "/fail", R"({"error":{"code":"c"}})")), "/error/message");
  EXPECT_TRUE(shard.told.empty());
}

TEST_F(JobServiceRoutesTest, AnswerAReportWithHowFarTheJobIs) {
  const std::string path = created();
  const Response response = as_service(path + "/progress", R"({"stage":"store","stageProgress":50,
      "estimatedSecondsRemaining":7.5})");
  EXPECT_EQ(response.status, 202);
  EXPECT_EQ(response.body, R"({"jobId":")" + path.substr(6) +
                               R"(","status":"running","progress":62.5,"estimatedSecondsRemaining":7.5})");
}

TEST_F(JobServiceRoutesTest, RefuseAReportThatDoesNotFitTheJob) {
  const std::string path = created();
  EXPECT_EQ(pointer_of(as_service(path + "/progress", R"({"stage":"paint"})")), "/stage");
  as_service(path + "/progress", R"({"stage":"parse","stageProgress":50})");
  const Response falling = as_service(path + "/progress", R"({"stage":"parse","stageProgress":49})");
  EXPECT_EQ(falling.status, 422);
  EXPECT_EQ(pointer_of(falling), "/stageProgress");
  EXPECT_EQ(pointer_of(as_service(path + "/stages/paint/complete")), "/stage");
}

TEST_F(JobServiceRoutesTest, CompleteAStageWithItsResults) {
  const std::string path = created();
  const Response response = as_service(path + "/stages/parse/complete", R"({"results":{"rows":9}})");
  EXPECT_EQ(response.status, 202);
  EXPECT_EQ(json_of(response).at("progress").to_number<double>(), 25.0);
  ASSERT_EQ(shard.told.size(), 1U);
  EXPECT_EQ(shard.told[0].news, JobNews::stage_complete);
  EXPECT_EQ(shard.told[0].stage, "parse");
  EXPECT_EQ(shard.told[0].results, R"({"rows":9})");
}

TEST_F(JobServiceRoutesTest, FindAStageByItsEscapedName) {
  const Response made = create(R"({"userId":"ada","kind":"x","title":"T","stages":[{"name":"a/b ä"}]})");
  const std::string path(made.headers.get("Location"));
  EXPECT_EQ(as_service(path + "/stages/a%2Fb%20%C3%A4/complete").status, 202);
}

TEST_F(JobServiceRoutesTest, CompleteAJobWithOrWithoutResults) {
  const std::string with = created();
  const Response response = as_service(with + "/complete", R"({"results":{"rows":9}})");
  EXPECT_EQ(response.status, 202);
  EXPECT_EQ(json_of(response).at("status"), "completed");
  EXPECT_EQ(json_of(response).at("progress").to_number<double>(), 100.0);
  EXPECT_EQ(job(with).results, R"({"rows":9})");
  const std::string without = created();
  EXPECT_EQ(as_service(without + "/complete").status, 202);
  EXPECT_FALSE(job(without).results);
}

TEST_F(JobServiceRoutesTest, KeepWhyAJobFailed) {
  const std::string path = created();
  const Response response = as_service(path + "/fail", R"({"error":{"code":"E","message":"m","details":[1]}})");
  EXPECT_EQ(response.status, 202);
  EXPECT_EQ(json_of(response).at("status"), "failed");
  EXPECT_EQ(job(path).error, (JobError{.code = "E", .message = "m", .details = "[1]"}));
}

TEST_F(JobServiceRoutesTest, TellAServiceThatItsJobWasCancelled) {
  const std::string path = created();
  as_user(Method::post, path + "/cancel");
  for (const std::string& end : kWritten) {
    const Response response = as_service(path + end, body_for(end));
    EXPECT_EQ(response.status, 409) << end;
    EXPECT_EQ(code_of(response), "JOB_CANCELLED") << end;
  }
}

TEST_F(JobServiceRoutesTest, TellAServiceThatItsJobHasEnded) {
  const std::string path = created();
  as_service(path + "/complete");
  for (const std::string& end : kWritten) {
    const Response response = as_service(path + end, body_for(end));
    EXPECT_EQ(response.status, 409) << end;
    EXPECT_EQ(code_of(response), "JOB_TERMINAL") << end;
  }
}

TEST_F(JobServiceRoutesTest, DoNotKnowAJobThatIsNotThere) {
  for (const std::string& end : kWritten) {
    EXPECT_EQ(code_of(as_service("/jobs/job_20260125_none" + end, body_for(end))), "JOB_NOT_FOUND") << end;
  }
  EXPECT_EQ(code_of(wait_for_cancel("/jobs/job_20260125_none")), "JOB_NOT_FOUND");
}

TEST_F(JobServiceRoutesTest, SayAtOnceWhetherAJobIsCancelled) {
  const std::string path = created();
  EXPECT_EQ(wait_for_cancel(path).body, R"({"cancelled":false})");
  EXPECT_EQ(wait_for_cancel(path, "?wait=0").body, R"({"cancelled":false})");
  as_user(Method::post, path + "/cancel");
  EXPECT_EQ(wait_for_cancel(path).body, R"({"cancelled":true})");
  EXPECT_EQ(wait_for_cancel(path, "?wait=60").body, R"({"cancelled":true})");
}

TEST_F(JobServiceRoutesTest, WaitForACancel) {
  const std::string path = created();
  std::optional<Response> answer;
  begin_wait(path, "30", answer);
  scheduler.advance(29s);
  EXPECT_FALSE(answer);
  as_user(Method::post, path + "/cancel");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, R"({"cancelled":true})");
}

TEST_F(JobServiceRoutesTest, WaitNoLongerThanAsked) {
  const std::string path = created();
  std::optional<Response> answer;
  begin_wait(path, "30", answer);
  scheduler.advance(30s);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, R"({"cancelled":false})");
}

TEST_F(JobServiceRoutesTest, WaitNoLongerForWhatHasEndedOtherwise) {
  const std::string path = created();
  std::optional<Response> answer;
  begin_wait(path, "30", answer);
  as_service(path + "/complete");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, R"({"cancelled":false})");
}

TEST_F(JobServiceRoutesTest, WaitAMinuteAtMost) {
  const std::string path = created();
  for (const std::string wait : {"61", "-1", "1.5", "", "soon", "99999999999", "30s"}) {
    const Response response = wait_for_cancel(path, "?wait=" + wait);
    EXPECT_EQ(response.status, 422) << wait;
    EXPECT_EQ(pointer_of(response), "/wait") << wait;
  }
}

TEST_F(JobServiceRoutesTest, AreForServicesOfJobs) {
  const std::string path = created();
  for (const std::string bearer : {"key-publish", "key-admin", "jwt.ada"}) {
    EXPECT_EQ(code_of(create(kJob, "", bearer)), "FORBIDDEN") << bearer;
    for (const std::string& end : kWritten) {
      EXPECT_EQ(code_of(ask(Method::post, path + end, {.bearer = bearer, .body = body_for(end)})), "FORBIDDEN") << end;
    }
    EXPECT_EQ(code_of(ask(Method::get, path + "/cancel-requested", {.bearer = bearer})), "FORBIDDEN") << bearer;
  }
  EXPECT_EQ(create(kJob, "", "jwt.root").status, 201);
  EXPECT_EQ(create(kJob, "", "").status, 401);
}

}  // namespace
}  // namespace belfry::http::test
