#include "adapters/http/routes/outbox_routes.hpp"

#include "unit/adapters/http/routes/route_fixture.hpp"

namespace belfry::http::test {
namespace {

class OutboxRoutesTest : public RouteTest {
 protected:
  OutboxRoutesTest() { routes.add_to(router); }

  Response get(const std::string& target) { return call(Method::get, target, {.bearer = "key-admin"}); }
  Response retry(std::string body) {
    return call(Method::post, "/outbox/retry", {.bearer = "key-admin", .body = std::move(body)});
  }
  /// Lets so many users have a dead event each.
  void bury(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      publish("user" + std::to_string(i));
    }
    const auto due = run_task(stores.outbox.due(clock.now(), count));
    std::vector<OutboxOutcome> outcomes;
    for (const OutboxEntry& entry : *due) {
      outcomes.push_back({.id = entry.id, .verdict = OutboxOutcome::Verdict::dead, .next_attempt = {}, .error = "no"});
    }
    EXPECT_TRUE(run_task(stores.outbox.settle(std::move(outcomes))));
  }

  int kicks = 0;
  OutboxRoutes routes{auth, stores.outbox, [this] {
                        ++kicks;
                      }};
};

TEST_F(OutboxRoutesTest, CountWhatWaitsAndWhatIsDead) {
  EXPECT_EQ(get("/outbox").body, R"({"waiting":0,"dead":0})");
  bury(2);
  publish("ada");
  const auto status = json_of(get("/outbox"));
  EXPECT_EQ(status.at("waiting"), 1);
  EXPECT_EQ(status.at("dead"), 2);
  EXPECT_TRUE(status.contains("oldest"));
}

TEST_F(OutboxRoutesTest, ListTheDeadPageByPage) {
  bury(3);
  const auto first = json_of(get("/outbox/dead?limit=2"));
  EXPECT_EQ(first.at("items").as_array().size(), 2U);
  EXPECT_EQ(first.at("items").at(0).at("lastError"), "no");
  const std::string after(first.at("nextAfter").as_string());
  EXPECT_EQ(after, std::string(first.at("items").at(1).at("id").as_string()));
  const auto second = json_of(get("/outbox/dead?limit=2&after=" + after));
  EXPECT_EQ(second.at("items").as_array().size(), 1U);
  EXPECT_FALSE(second.contains("nextAfter"));
}

TEST_F(OutboxRoutesTest, ReviveAllOrTheNamedOnesAndWakeTheSender) {
  bury(3);
  const std::string id(json_of(get("/outbox/dead")).at("items").at(0).at("id").as_string());
  EXPECT_EQ(retry(R"({"ids":[")" + id + R"("]})").body, R"({"retried":1})");
  EXPECT_EQ(retry("").body, R"({"retried":2})");
  EXPECT_EQ(kicks, 2);
}

TEST_F(OutboxRoutesTest, RefuseWhatIsNoEvent) {
  EXPECT_EQ(pointer_of(get("/outbox/dead?after=seven")), "/after");
  EXPECT_EQ(code_of(get("/outbox/dead?limit=0")), "VALIDATION_FAILED");
  EXPECT_EQ(code_of(retry(R"({"ids":["seven"]})")), "VALIDATION_FAILED");
  EXPECT_EQ(kicks, 0);
}

TEST_F(OutboxRoutesTest, AreForAdministrators) {
  EXPECT_EQ(code_of(call(Method::get, "/outbox", {.bearer = "key-publish"})), "FORBIDDEN");
  EXPECT_EQ(call(Method::get, "/outbox", {.bearer = "jwt.root"}).status, 200);
}

}  // namespace
}  // namespace belfry::http::test
