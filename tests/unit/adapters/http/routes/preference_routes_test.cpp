#include "adapters/http/routes/preference_routes.hpp"

#include "unit/adapters/http/routes/route_fixture.hpp"

namespace belfry::http::test {
namespace {

constexpr const char* kPath = "/notifications/preferences";

class PreferenceRoutesTest : public RouteTest {
 protected:
  PreferenceRoutesTest() { routes.add_to(router); }

  Response get(std::vector<Header> headers = {}) {
    return call(Method::get, kPath, {.bearer = "jwt.ada", .headers = std::move(headers)});
  }
  Response patch(std::string body, std::vector<Header> headers = {}) {
    return call(Method::patch, kPath, {.bearer = "jwt.ada", .body = std::move(body), .headers = std::move(headers)});
  }
  static std::string tag_of(const Response& response) { return std::string(response.headers.get("ETag")); }

  const NotificationTypes types{{}};
  PreferenceRoutes routes{auth, stores.preferences, types, MandatoryTypes({"maintenance_scheduled"})};
};

TEST_F(PreferenceRoutesTest, ShowWhatHoldsWhenNothingWasEverSaid) {
  const Response response = get();
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, R"({"inAppEnabled":true,"emailEnabled":true,"pushEnabled":true,"preferences":{},)"
                           R"("mandatory":["maintenance_scheduled"]})");
  EXPECT_EQ(response.headers.get("Cache-Control"), "private, no-cache");
  EXPECT_EQ(response.headers.get("Vary"), "Authorization");
}

TEST_F(PreferenceRoutesTest, AnswerAPatchWithWhatHoldsNow) {
  const Response response = patch(R"({"pushEnabled":false})");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(json_of(response).at("pushEnabled"), false);
  EXPECT_EQ(get().body, response.body);
  EXPECT_EQ(tag_of(get()), tag_of(response));
}

TEST_F(PreferenceRoutesTest, HaveATagThatMovesWithEveryChangeOnly) {
  const std::string before = tag_of(get());
  const std::string after = tag_of(patch(R"({"pushEnabled":false})"));
  EXPECT_NE(after, before);
  publish("ada");
  EXPECT_EQ(tag_of(get()), after);
  EXPECT_EQ(tag_of(patch(R"({"pushEnabled":false})")), after);
}

TEST_F(PreferenceRoutesTest, AreNotSentAgainToACallerWhoHasThem) {
  const std::string tag = tag_of(get());
  const Response response = get({{"If-None-Match", tag}});
  EXPECT_EQ(response.status, 304);
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(tag_of(response), tag);
}

TEST_F(PreferenceRoutesTest, AreChangedByACallerWhoSawTheLastChange) {
  const std::string tag = tag_of(patch(R"({"pushEnabled":false})"));
  EXPECT_EQ(patch(R"({"emailEnabled":false})", {{"If-Match", tag}}).status, 200);
}

TEST_F(PreferenceRoutesTest, AreNotChangedByACallerWhoMissedAChange) {
  const std::string tag = tag_of(get());
  patch(R"({"pushEnabled":false})");
  const Response refused = patch(R"({"emailEnabled":false})", {{"If-Match", tag}});
  EXPECT_EQ(refused.status, 412);
  EXPECT_EQ(code_of(refused), "PRECONDITION_FAILED");
  EXPECT_EQ(json_of(get()).at("emailEnabled"), true);
}

TEST_F(PreferenceRoutesTest, RefuseTagsThatAreNoneOfTheirs) {
  const std::string tag = tag_of(get());
  for (const std::string& other : {std::string("\"x\""), std::string("W/") + tag, std::string("\"00000001.0\""),
                                   tag.substr(0, tag.size() - 1) + "x\""}) {
    EXPECT_EQ(patch(R"({"pushEnabled":false})", {{"If-Match", other}}).status, 412) << other;
  }
}

TEST_F(PreferenceRoutesTest, TakeAnyStateForAStar) {
  EXPECT_EQ(patch(R"({"pushEnabled":false})", {{"If-Match", "*"}}).status, 200);
}

TEST_F(PreferenceRoutesTest, ChangeNothingByABadPatchAndTellEveryFault) {
  const Response response = patch(R"({"pushEnabled":false,"preferences":{"morse":{"email":false},)"
                                  R"("maintenance_scheduled":{"inApp":false}}})");
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(code_of(response), "VALIDATION_FAILED");
  EXPECT_EQ(json_of(response).at("errors").as_array().size(), 2U);
  EXPECT_EQ(json_of(get()).at("pushEnabled"), true);
}

TEST_F(PreferenceRoutesTest, BelongToSignedInUsers) {
  EXPECT_EQ(code_of(call(Method::get, kPath, {.bearer = ""})), "TOKEN_MISSING");
  EXPECT_EQ(code_of(call(Method::get, kPath, {.bearer = "key-publish"})), "TOKEN_INVALID");
}

}  // namespace
}  // namespace belfry::http::test
