#include "adapters/http/router.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace belfry::http {
namespace {

using Segments = std::vector<std::string>;

Task<Response> nothing(Request) { co_return Response::no_content(); }

class NoUpgrade final : public UpgradeHandler {
  Task<UpgradeOutcome> decide(Request, UpgradeOffer) override { co_return Response::no_content(); }
};

class RouterTest : public ::testing::Test {
 protected:
  RouterTest() {
    for (const char* pattern : {"/", "/items/{id}", "/items/changes", "/items/{id}/read", "/files/{path*}"}) {
      router.add(Method::get, pattern, Body::none, nothing);
    }
    router.add(Method::delete_, "/items/{id}", Body::none, nothing);
    router.add(Method::post, "/items/read-all", Body::none, nothing);
    router.add_upgrade("/ws", handler);
  }

  std::string found(Method method, const Segments& segments) const {
    const Router::Match match = router.find(method, segments);
    return match.route == nullptr ? "" : match.route->pattern;
  }

  NoUpgrade handler;
  Router router;
};

TEST_F(RouterTest, FindsAPatternForEachPath) {
  EXPECT_EQ(found(Method::get, {}), "/");
  EXPECT_EQ(found(Method::get, {"items", "7"}), "/items/{id}");
  EXPECT_EQ(found(Method::get, {"items", "7", "read"}), "/items/{id}/read");
  EXPECT_EQ(found(Method::get, {"files", "a", "b.js"}), "/files/{path*}");
  EXPECT_EQ(found(Method::get, {"items"}), "");
  EXPECT_EQ(found(Method::get, {"items", ""}), "");
  EXPECT_EQ(found(Method::get, {"files"}), "");
  EXPECT_EQ(found(Method::get, {"nowhere"}), "");
}

TEST_F(RouterTest, PrefersALiteralToAName) { EXPECT_EQ(found(Method::get, {"items", "changes"}), "/items/changes"); }

TEST_F(RouterTest, FallsBackToANameWhereTheLiteralLacksTheMethod) {
  EXPECT_EQ(found(Method::delete_, {"items", "read-all"}), "/items/{id}");
  EXPECT_EQ(found(Method::post, {"items", "read-all"}), "/items/read-all");
}

TEST_F(RouterTest, TakesAnEmptySegmentWhereThePatternHasOne) {
  router.add(Method::get, "/{stage}//things", Body::none, nothing);
  EXPECT_EQ(found(Method::get, {"prod", "", "things"}), "/{stage}//things");
  EXPECT_EQ(found(Method::get, {"prod", "x", "things"}), "");
}

TEST_F(RouterTest, KnowsWhichRoutesSpeakAnotherApi) {
  router.add(Route{.pattern = "/foreign",
                   .method = Method::get,
                   .body = Body::none,
                   .handler = nothing,
                   .body_limit = std::nullopt,
                   .fault_answer = [](Fault, const Request&) {
                     return Response::no_content();
                   }});
  for (const Router::Entry& entry : router.entries()) {
    EXPECT_EQ(entry.is_ours, entry.pattern != "/foreign") << entry.pattern;
  }
}

TEST_F(RouterTest, GivesParametersTheirNames) {
  const Router::Match one = router.find(Method::get, {"items", "a/b", "read"});
  ASSERT_EQ(one.parameters.size(), 1U);
  EXPECT_EQ(one.parameters[0].name, "id");
  EXPECT_EQ(one.parameters[0].value, "a/b");
  const Router::Match rest = router.find(Method::get, {"files", "css", "x.css"});
  ASSERT_EQ(rest.parameters.size(), 1U);
  EXPECT_EQ(rest.parameters[0].name, "path");
  EXPECT_EQ(rest.parameters[0].value, "css/x.css");
}

TEST_F(RouterTest, NeverLeadsOutOfAFolder) {
  EXPECT_EQ(found(Method::get, {"files", "..", "secret"}), "");
  EXPECT_EQ(found(Method::get, {"files", "a", "."}), "");
}

TEST_F(RouterTest, TellsTheMethodsOfAPathThatLacksTheOneAsked) {
  const Router::Match match = router.find(Method::put, {"items", "7"});
  EXPECT_EQ(match.route, nullptr);
  EXPECT_EQ(match.allowed, (std::vector{Method::get, Method::delete_}));
}

TEST_F(RouterTest, AnswersHeadByGet) { EXPECT_EQ(found(Method::head, {"items", "7"}), "/items/{id}"); }

TEST_F(RouterTest, KnowsThePathsOfSockets) {
  EXPECT_EQ(router.find(Method::get, {"ws"}).upgrade, &handler);
  EXPECT_EQ(router.find(Method::get, {"items", "7"}).upgrade, nullptr);
}

TEST_F(RouterTest, RefusesTwoHandlersForOneRoute) {
  EXPECT_THROW(router.add(Method::get, "/items/{other}", Body::none, nothing), std::invalid_argument);
  EXPECT_THROW(router.add(Method::get, "no-slash", Body::none, nothing), std::invalid_argument);
}

}  // namespace
}  // namespace belfry::http
