#include "adapters/http/routes/privacy_routes.hpp"

#include "support/jobs_of_one_shard.hpp"
#include "support/manual_scheduler.hpp"
#include "unit/adapters/http/routes/route_fixture.hpp"

#include <algorithm>

namespace belfry::http::test {
namespace {

/// Nobody is connected: no shard is ever asked.
class NoShards final : public ShardDispatcher {
 public:
  std::uint32_t shard_count() const override { return 0; }
  void post_to(std::uint32_t, std::move_only_function<void()>) override { ADD_FAILURE(); }
  bool offer_to(std::uint32_t, std::move_only_function<void()>) override { return false; }
};

class PrivacyRoutesTest : public RouteTest {
 protected:
  PrivacyRoutesTest() { routes.add_to(router); }

  Response exported(const std::string& user) {
    return call(Method::get, "/users/" + user + "/export", {.bearer = "key-users"});
  }
  static std::string whole(Response response) {
    std::string text;
    for (;;) {
      const auto piece = run_task(response.next_piece());
      if (!piece || piece->empty()) {
        return text;
      }
      text += *piece;
    }
  }
  static std::size_t lines_in(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
  }
  Response erase(const std::string& user) { return call(Method::delete_, "/users/" + user, {.bearer = "key-users"}); }

  const app::ConnectionDirectory directory{{}};
  const app::ConnectionIds ids;
  NoShards shards;
  app::Connections connections{{directory, ids, shards, {}}};
  app::OptOuts opt_outs;
  belfry::test::ManualScheduler scheduler{clock};
  belfry::test::JobsOfOneShard jobs{scheduler, clock, stores.jobs};
  app::EraseUser erasing{stores.privacy, connections, jobs.jobs, opt_outs};
  PrivacyRoutes routes{auth, stores.privacy, erasing};
};

TEST_F(PrivacyRoutesTest, ExportLineByLineUpToAnEnd) {
  publish("ada");
  Response response = exported("ada");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/x-ndjson");
  EXPECT_EQ(response.headers.get("Cache-Control"), "no-store");
  const std::string text = whole(std::move(response));
  EXPECT_TRUE(text.starts_with(R"({"kind":"account","userId":"ada",)")) << text;
  EXPECT_NE(text.find(R"({"kind":"inbox",)"), std::string::npos);
  EXPECT_TRUE(text.ends_with("{\"kind\":\"end\"}\n"));
}

TEST_F(PrivacyRoutesTest, ExportALargeInboxInPieces) {
  constexpr std::size_t kMany = 1'200;
  for (std::size_t i = 0; i < kMany; ++i) {
    publish("ada");
  }
  Response response = exported("ada");
  const auto first = run_task(response.next_piece());
  ASSERT_TRUE(first);
  EXPECT_LE(lines_in(*first), 500U);
  EXPECT_GT(lines_in(*first + whole(std::move(response))), kMany);
}

TEST_F(PrivacyRoutesTest, ExportAnAccountOfZeroesForSomebodyNeverHeardOf) {
  const std::string text = whole(exported("nobody"));
  EXPECT_EQ(lines_in(text), 2U) << text;
}

TEST_F(PrivacyRoutesTest, LeaveNothingOfAnErasedUser) {
  publish("ada");
  publish("bob");
  EXPECT_EQ(erase("ada").status, 204);
  EXPECT_EQ(whole(exported("ada")), [this] {
    std::string text = whole(exported("nobody"));
    text.replace(text.find("nobody"), 6, "ada");
    return text;
  }());
  EXPECT_GT(lines_in(whole(exported("bob"))), 2U);
}

TEST_F(PrivacyRoutesTest, ForgetThatAnErasedUserSwitchedInAppOff) {
  opt_outs.note(UserId("ada"), app::OptOuts::InApp::off);
  erase("ada");
  EXPECT_FALSE(opt_outs.contains(UserId("ada")));
}

TEST_F(PrivacyRoutesTest, AreHarmlessToRepeat) {
  erase("ada");
  EXPECT_EQ(erase("ada").status, 204);
}

TEST_F(PrivacyRoutesTest, RefuseWhatIsNoUser) {
  const Response response = erase(std::string(256, 'a'));
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(pointer_of(response), "/id");
}

TEST_F(PrivacyRoutesTest, AreForServicesWithTheScopeUsers) {
  EXPECT_EQ(code_of(call(Method::get, "/users/ada/export", {.bearer = "key-admin"})), "FORBIDDEN");
  EXPECT_EQ(code_of(call(Method::delete_, "/users/ada", {.bearer = "jwt.ada"})), "FORBIDDEN");
}

}  // namespace
}  // namespace belfry::http::test
