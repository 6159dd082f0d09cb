#pragma once

#include "support/jobs_of_one_shard.hpp"
#include "support/manual_scheduler.hpp"
#include "unit/adapters/http/routes/route_fixture.hpp"

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace belfry::http::test {

/// Routes of jobs over one shard's table and the store in memory. Calls run on the shard.
class JobRouteTest : public RouteTest {
 protected:
  void SetUp() override { shard.table.start(); }
  void TearDown() override {
    shard.table.release_waiters();
    scheduler.run();
  }

  template <class T>
  static Task<void> keep(Task<T> task, std::optional<T>& answer) {
    answer.emplace(co_await std::move(task));
  }

  /// Begins a call that may wait: `answer` is set once it is answered. It must outlive the call.
  void begin(Method method, const std::string& target, Call call, std::optional<Response>& answer) {
    scheduler.spawn(keep(begun(method, target, std::move(call)), answer));
    scheduler.run();
  }
  Response ask(Method method, const std::string& target, Call call) {
    std::optional<Response> answer;
    begin(method, target, std::move(call), answer);
    if (!answer) {
      throw std::runtime_error("the call was not answered");
    }
    return std::move(*answer);
  }
  Response as_service(const std::string& target, std::string body = {}, std::vector<Header> headers = {}) {
    return ask(Method::post, target, {.bearer = "key-jobs", .body = std::move(body), .headers = std::move(headers)});
  }
  Response as_user(Method method, const std::string& target, const std::string& user = "ada") {
    return ask(method, target, {.bearer = "jwt." + user});
  }

  /// A new job of two stages; its path.
  std::string created(const std::string& user = "ada", const std::string& title = "parts.csv") {
    const Response response = as_service("/jobs", R"({"userId":")" + user + R"(","kind":"upload","title":")" + title +
                                                      R"(","stages":[{"name":"parse"},{"name":"store","weight":3}]})");
    EXPECT_EQ(response.status, 201);
    return "/jobs/" + std::string(json_of(response).at("jobId").as_string());
  }

  belfry::test::ManualScheduler scheduler{clock};
  belfry::test::JobsOfOneShard shard{scheduler, clock, stores.jobs};
};

}  // namespace belfry::http::test
