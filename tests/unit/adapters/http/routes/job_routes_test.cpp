#include "adapters/http/routes/job_routes.hpp"

#include "adapters/http/routes/job_service_routes.hpp"
#include "unit/adapters/http/routes/job_route_fixture.hpp"

#include <set>

namespace belfry::http::test {
namespace {

using namespace std::chrono_literals;

class JobRoutesTest : public JobRouteTest {
 protected:
  JobRoutesTest() {
    routes.add_to(router);
    service.add_to(router);
  }

  boost::json::array items(const std::string& query = "", const std::string& user = "ada") {
    const Response response = as_user(Method::get, "/jobs" + query, user);
    EXPECT_EQ(response.status, 200);
    return json_of(response).at("items").as_array();
  }

  JobRoutes routes{auth, shard.jobs};
  JobServiceRoutes service{auth, shard.jobs};
};

TEST_F(JobRoutesTest, ShowAJobAsItIsNow) {
  const std::string path = created();
  as_service(path + "/progress", R"({"stage":"store","stageProgress":50,"message":"half"})");
  as_service(path + "/progress", R"({"stage":"store","stageProgress":75})");
  const Response response = as_user(Method::get, path);
  EXPECT_EQ(response.status, 200);
  const auto job = json_of(response);
  EXPECT_EQ("/jobs/" + std::string(job.at("jobId").as_string()), path);
  EXPECT_EQ(job.at("userId"), "ada");
  EXPECT_EQ(job.at("status"), "running");
  EXPECT_EQ(job.at("stage"), "store");
  EXPECT_EQ(job.at("stageProgress").to_number<double>(), 75.0);
  EXPECT_EQ(job.at("progress").to_number<double>(), 81.25);
  EXPECT_EQ(job.at("message"), "half");
}

TEST_F(JobRoutesTest, HideTheJobsOfOthers) {
  const std::string path = created("ada");
  EXPECT_EQ(code_of(as_user(Method::get, path, "grace")), "JOB_NOT_FOUND");
  EXPECT_EQ(code_of(as_user(Method::post, path + "/cancel", "grace")), "JOB_NOT_FOUND");
  EXPECT_EQ(json_of(as_user(Method::get, path)).at("status"), "queued");
  EXPECT_TRUE(items("", "grace").empty());
}

TEST_F(JobRoutesTest, DoNotKnowAJobThatIsNotThere) {
  for (const std::string path : {"/jobs/job_20260125_none", "/jobs/seven", "/jobs/*"}) {
    EXPECT_EQ(code_of(as_user(Method::get, path)), "JOB_NOT_FOUND") << path;
    EXPECT_EQ(as_user(Method::post, path + "/cancel").status, 404) << path;
  }
}

TEST_F(JobRoutesTest, CancelForGoodAndHarmlesslyAgain) {
  const std::string path = created();
  as_service(path + "/progress", R"({"stageProgress":50})");
  const Response first = as_user(Method::post, path + "/cancel");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(json_of(first).at("status"), "cancelled");
  clock.advance(1s);
  const Response second = as_user(Method::post, path + "/cancel");
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(second.body, first.body);
}

TEST_F(JobRoutesTest, CannotCancelWhatHasEnded) {
  const std::string path = created();
  as_service(path + "/complete");
  const Response response = as_user(Method::post, path + "/cancel");
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(code_of(response), "JOB_TERMINAL");
  EXPECT_EQ(json_of(as_user(Method::get, path)).at("status"), "completed");
}

TEST_F(JobRoutesTest, ListTheNewestFirst) {
  created("ada", "first");
  clock.advance(1ms);
  created("ada", "second");
  created("grace", "hers");
  const auto jobs = items();
  ASSERT_EQ(jobs.size(), 2U);
  EXPECT_EQ(jobs.at(0).at("title"), "second");
  EXPECT_EQ(jobs.at(1).at("title"), "first");
}

TEST_F(JobRoutesTest, ListWhatIsNotWrittenYet) {
  const std::string path = created();
  as_service(path + "/progress", R"({"stageProgress":10})");
  as_service(path + "/progress", R"({"stageProgress":20})");
  EXPECT_EQ(run_task(stores.jobs.job(JobId(path.substr(6))))->stage_progress, 10.0);
  EXPECT_EQ(items().at(0).at("stageProgress").to_number<double>(), 20.0);
}

TEST_F(JobRoutesTest, PageThroughAllEachOnce) {
  std::set<std::string> titles;
  for (int i = 0; i < 5; ++i) {
    titles.insert(std::to_string(i));
    created("ada", std::to_string(i));  // all in the same millisecond
  }
  std::string query = "?limit=2";
  std::vector<std::size_t> sizes;
  for (bool more = true; more;) {
    const auto page = json_of(as_user(Method::get, "/jobs" + query));
    for (const auto& job : page.at("items").as_array()) {
      EXPECT_EQ(titles.erase(std::string(job.at("title").as_string())), 1U);
    }
    sizes.push_back(page.at("items").as_array().size());
    more = page.contains("nextCursor");
    query = more ? "?limit=2&cursor=" + std::string(page.at("nextCursor").as_string()) : query;
  }
  EXPECT_TRUE(titles.empty());
  EXPECT_EQ(sizes, (std::vector<std::size_t>{2, 2, 1}));
}

TEST_F(JobRoutesTest, LeaveOutTheEndedWhenAsked) {
  const std::string done = created("ada", "done");
  created("ada", "open");
  as_service(done + "/complete");
  const auto jobs = items("?unfinished=true");
  ASSERT_EQ(jobs.size(), 1U);
  EXPECT_EQ(jobs.at(0).at("title"), "open");
  EXPECT_EQ(items("?unfinished=false").size(), 2U);
}

TEST_F(JobRoutesTest, SayWhenAServiceHasBeenSilentForLong) {
  const std::string path = created();
  as_service(path + "/progress", R"({"stageProgress":10})");
  clock.advance(59s);
  EXPECT_EQ(json_of(as_user(Method::get, path)).at("stalled"), false);
  clock.advance(1s);
  EXPECT_EQ(json_of(as_user(Method::get, path)).at("stalled"), true);
  EXPECT_EQ(items().at(0).at("stalled"), true);
  as_service(path + "/progress", R"({"stageProgress":11})");
  EXPECT_EQ(json_of(as_user(Method::get, path)).at("stalled"), false);
}

TEST_F(JobRoutesTest, RefuseAQueryThatMakesNoSense) {
  EXPECT_EQ(pointer_of(as_user(Method::get, "/jobs?limit=0")), "/limit");
  EXPECT_EQ(pointer_of(as_user(Method::get, "/jobs?limit=201")), "/limit");
  EXPECT_EQ(pointer_of(as_user(Method::get, "/jobs?unfinished=maybe")), "/unfinished");
  for (const std::string cursor : {"", "x", "1a2b3c4d.42.0", "-1.job_1", "7."}) {
    const Response response = as_user(Method::get, "/jobs?cursor=" + cursor);
    EXPECT_EQ(response.status, 422) << cursor;
    EXPECT_EQ(pointer_of(response), "/cursor") << cursor;
  }
}

TEST_F(JobRoutesTest, AreForUsers) {
  const std::string path = created();
  for (const std::string bearer : {"key-jobs", "nonsense", ""}) {
    EXPECT_EQ(ask(Method::get, "/jobs", {.bearer = bearer}).status, 401) << bearer;
    EXPECT_EQ(ask(Method::get, path, {.bearer = bearer}).status, 401) << bearer;
    EXPECT_EQ(ask(Method::post, path + "/cancel", {.bearer = bearer}).status, 401) << bearer;
  }
}

}  // namespace
}  // namespace belfry::http::test
