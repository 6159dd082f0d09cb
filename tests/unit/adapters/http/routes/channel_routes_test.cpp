#include "adapters/http/routes/channel_routes.hpp"

#include "unit/adapters/http/routes/route_fixture.hpp"

namespace belfry::http::test {
namespace {

class ChannelRoutesTest : public RouteTest {
 protected:
  ChannelRoutesTest() { routes.add_to(router); }

  Response subscribe(const std::string& channel, const std::string& bearer = "jwt.ada") {
    return call(Method::put, "/channels/" + channel, {.bearer = bearer});
  }

  const ChannelRules rules{{{.pattern = "user:{userId}:*", .who = Who::self},
                            {.pattern = "team:*", .who = Who::claim, .claim = "teams"},
                            {.pattern = "ops", .who = Who::admin},
                            {.pattern = "news", .who = Who::anyone}}};
  app::Subscribe subscriptions{stores.subscriptions, rules};
  ChannelRoutes routes{auth, subscriptions};
};

TEST_F(ChannelRoutesTest, AnswerWithAllSubscriptionsOfTheUser) {
  EXPECT_EQ(subscribe("news").body, R"({"channels":["news"]})");
  EXPECT_EQ(subscribe("user:ada:feed").body, R"({"channels":["news","user:ada:feed"]})");
  EXPECT_EQ(call(Method::get, "/channels", {.bearer = "jwt.ada"}).body, R"({"channels":["news","user:ada:feed"]})");
  EXPECT_EQ(call(Method::delete_, "/channels/news", {.bearer = "jwt.ada"}).body, R"({"channels":["user:ada:feed"]})");
  EXPECT_EQ(call(Method::get, "/channels", {.bearer = "jwt.bob"}).body, R"({"channels":[]})");
}

TEST_F(ChannelRoutesTest, AreHarmlessToRepeat) {
  subscribe("news");
  EXPECT_EQ(subscribe("news").body, R"({"channels":["news"]})");
  call(Method::delete_, "/channels/news", {.bearer = "jwt.ada"});
  EXPECT_EQ(call(Method::delete_, "/channels/news", {.bearer = "jwt.ada"}).status, 200);
}

TEST_F(ChannelRoutesTest, RefuseWhatIsNoName) {
  const Response response = subscribe("News%20");
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(code_of(response), "INVALID_CHANNEL");
  EXPECT_EQ(pointer_of(response), "/name");
}

TEST_F(ChannelRoutesTest, RefuseWhatTheRulesDoNotAllow) {
  for (const char* channel : {"user:bob:feed", "team:8", "ops", "elsewhere"}) {
    const Response response = subscribe(channel);
    EXPECT_EQ(response.status, 403) << channel;
    EXPECT_EQ(code_of(response), "FORBIDDEN_CHANNEL") << channel;
    EXPECT_EQ(pointer_of(response), "/name") << channel;
  }
}

TEST_F(ChannelRoutesTest, AllowWhatTheTokenGivesARightTo) {
  EXPECT_EQ(subscribe("team:7").status, 200);
  EXPECT_EQ(subscribe("ops", "jwt.root").status, 200);
}

TEST_F(ChannelRoutesTest, NeedNoRightToHearLess) {
  EXPECT_EQ(call(Method::delete_, "/channels/ops", {.bearer = "jwt.ada"}).status, 200);
}

}  // namespace
}  // namespace belfry::http::test
