#include "adapters/http/routes/token_routes.hpp"

#include "unit/adapters/http/routes/route_fixture.hpp"

namespace belfry::http::test {
namespace {

/// The token's text is what it says.
class ReadableTokens final : public ConnectionTokenCodec {
 public:
  std::string sign(const ConnectionToken& token) const override {
    std::string text = token.user.str() + ":";
    for (const std::string& channel : token.allowed_channels.value_or(std::vector<std::string>{"-"})) {
      text += channel + ",";
    }
    return text;
  }
  Result<ConnectionToken> verify(std::string_view, Instant) const override { return fail(ErrorCode::token_invalid); }
};

class TokenRoutesTest : public RouteTest {
 protected:
  void SetUp() override { routes.add_to(router, TokenRoutes::For::everybody); }

  Response issue(const std::string& bearer, std::string body = "") {
    return call(Method::post, "/ws/token", {.bearer = bearer, .body = std::move(body)});
  }
  static std::string token_of(const Response& response) {
    return std::string(json_of(response).at("token").as_string());
  }

  const ReadableTokens codec;
  const ChannelRules rules{
      {{.pattern = "team:*", .who = Who::claim, .claim = "teams"}, {.pattern = "vip", .who = Who::service}}};
  app::OptOuts opt_outs;
  app::IssueToken tokens{{codec, stores.tokens, clock, rules, opt_outs}, {}};
  TokenRoutes routes{auth, tokens, "wss://belfry.example/ws"};
};

TEST_F(TokenRoutesTest, GiveAUserATokenWithoutChannels) {
  for (const char* body : {"", "{}"}) {
    const Response response = issue("jwt.ada", body);
    EXPECT_EQ(response.status, 201);
    EXPECT_EQ(token_of(response), "ada:-,");
    EXPECT_EQ(response.headers.get("Cache-Control"), "no-store");
  }
}

TEST_F(TokenRoutesTest, GiveAUserTheChannelsThatTheRulesAllow) {
  EXPECT_EQ(token_of(issue("jwt.ada", R"({"channels":["team:7"]})")), "ada:team:7,");
}

TEST_F(TokenRoutesTest, RefuseAUserTheChannelsThatTheRulesDoNot) {
  const Response response = issue("jwt.ada", R"({"channels":["team:7","vip"]})");
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(code_of(response), "FORBIDDEN_CHANNEL");
  EXPECT_EQ(pointer_of(response), "/channels/1");
}

TEST_F(TokenRoutesTest, LetAServiceAnswerForTheChannels) {
  EXPECT_EQ(token_of(issue("key-connections", R"({"userId":"bob","channels":["vip"]})")), "bob:vip,");
}

TEST_F(TokenRoutesTest, LetAnAdministratorNameTheUserAsAServiceDoes) {
  EXPECT_EQ(token_of(issue("jwt.root", R"({"userId":"bob","channels":["vip"]})")), "bob:vip,");
}

TEST_F(TokenRoutesTest, LetNoUserNameAnother) {
  EXPECT_EQ(code_of(issue("jwt.ada", R"({"userId":"bob"})")), "FORBIDDEN");
}

TEST_F(TokenRoutesTest, AskTheKeyForItsScope) {
  EXPECT_EQ(code_of(issue("key-publish", R"({"userId":"bob"})")), "FORBIDDEN");
}

TEST_F(TokenRoutesTest, NeedAUserFromAService) {
  const Response response = issue("key-connections", "{}");
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(pointer_of(response), "/userId");
}

TEST_F(TokenRoutesTest, RefuseBadAndTooManyChannels) {
  EXPECT_EQ(code_of(issue("jwt.ada", R"({"channels":["Team 7"]})")), "INVALID_CHANNEL");
  std::string many = R"({"userId":"bob","channels":["c0")";
  for (std::size_t i = 1; i <= app::IssueToken::kMaxChannels; ++i) {
    many += ",\"c" + std::to_string(i) + "\"";
  }
  EXPECT_EQ(code_of(issue("key-connections", many + "]}")), "VALIDATION_FAILED");
}

TEST_F(TokenRoutesTest, GiveNothingForAUserWhoSwitchedInAppOff) {
  opt_outs.note(UserId("ada"), app::OptOuts::InApp::off);
  EXPECT_EQ(code_of(issue("jwt.ada")), "IN_APP_DISABLED");
  EXPECT_EQ(code_of(issue("key-connections", R"({"userId":"ada"})")), "IN_APP_DISABLED");
}

TEST_F(TokenRoutesTest, LimitUsersAndNotServices) {
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(issue("jwt.ada").status, 201);
  }
  EXPECT_EQ(code_of(issue("jwt.ada")), "RATE_LIMITED");
  EXPECT_EQ(issue("key-connections", R"({"userId":"ada"})").status, 201);
}

TEST_F(TokenRoutesTest, CountNoRefusedChannelAgainstTheUser) {
  for (int i = 0; i < 20; ++i) {
    issue("jwt.ada", R"({"channels":["vip"]})");
  }
  EXPECT_EQ(issue("jwt.ada").status, 201);
}

}  // namespace
}  // namespace belfry::http::test
