#include "adapters/http/routes/asset_routes.hpp"

#include "support/fixture_assets.hpp"
#include "unit/adapters/http/routes/route_fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace belfry::http::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kScript = "/assets/index-8f3a2b1c.js";

class AssetRoutesTest : public RouteTest {
 protected:
  AssetRoutesTest() { routes.add_to(router); }

  Response get(const std::string& path, std::vector<Header> headers = {}) {
    return call(Method::get, path, {.bearer = {}, .headers = std::move(headers)});
  }
  static std::string header(const Response& response, std::string_view name) {
    return std::string(response.headers.get(name));
  }

  AssetRoutes routes{assets::test::fixture(), "wss://belfry.example"};
};

TEST_F(AssetRoutesTest, EachAddressOfTheApplicationIsItsPage) {
  for (const std::string_view path : AssetRoutes::kPages) {
    const Response page = get(std::string(path));
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
    EXPECT_THAT(page.body, StartsWith("<!doctype html>"));
  }
}

TEST_F(AssetRoutesTest, ThePageIsAskedForAnewAndAnsweredShortlyWhileItIsTheSame) {
  const Response first = get("/");
  EXPECT_EQ(header(first, "Cache-Control"), "no-cache");
  const Response again = get("/history", {{"If-None-Match", header(first, "ETag")}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(header(again, "ETag"), header(first, "ETag"));
  EXPECT_EQ(get("/", {{"If-None-Match", "\"another\""}}).status, 200);
}

TEST_F(AssetRoutesTest, FilesWithAHashInTheirNameAreKept) {
  const Response script = get(kScript);
  EXPECT_EQ(script.status, 200);
  EXPECT_EQ(script.content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(header(script, "Cache-Control"), "public, max-age=31536000, immutable");
}

TEST_F(AssetRoutesTest, TheIconIsNoFileWithAHash) {
  const Response icon = get("/favicon.svg");
  EXPECT_EQ(icon.content_type, "image/svg+xml");
  EXPECT_EQ(header(icon, "Cache-Control"), "no-cache");
}

TEST_F(AssetRoutesTest, GzipIsForThoseWhoTakeIt) {
  const Response plain = get(kScript);
  const Response packed = get(kScript, {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(header(plain, "Content-Encoding"), "");
  EXPECT_EQ(header(packed, "Content-Encoding"), "gzip");
  EXPECT_THAT(packed.body, StartsWith("\x1f\x8b"));
  EXPECT_EQ(packed.content_type, plain.content_type);
  for (const Response* each : {&plain, &packed}) {
    EXPECT_EQ(header(*each, "Vary"), "Accept-Encoding");
  }
}

TEST_F(AssetRoutesTest, TheTagOfOneFormIsNotThatOfTheOther) {
  const std::string plain_tag = header(get(kScript), "ETag");
  const Response packed = get(kScript, {{"Accept-Encoding", "gzip"}, {"If-None-Match", plain_tag}});
  EXPECT_EQ(packed.status, 200);
  const Response again = get(kScript, {{"Accept-Encoding", "gzip"}, {"If-None-Match", header(packed, "ETag")}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(header(again, "Content-Encoding"), "");
  EXPECT_EQ(header(again, "Vary"), "Accept-Encoding");
}

TEST_F(AssetRoutesTest, WhatGzipDoesNotMakeSmallerIsSentAsItIs) {
  const Response icon = get("/favicon.svg", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(header(icon, "Content-Encoding"), "");
  EXPECT_EQ(header(icon, "Vary"), "");
  EXPECT_EQ(icon.body, assets::test::fixture().find("favicon.svg")->bytes);
}

TEST_F(AssetRoutesTest, NothingButTheApplicationRunsInThePage) {
  const std::string policy = header(get("/"), "Content-Security-Policy");
  EXPECT_THAT(policy, StartsWith("default-src 'none'; script-src 'self'; style-src 'self';"));
  EXPECT_THAT(policy, HasSubstr("connect-src 'self' wss://belfry.example;"));
  EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
}

TEST_F(AssetRoutesTest, EveryAnswerTellsTheBrowserWhatNotToDo) {
  const std::string tag = header(get("/"), "ETag");
  for (const Response& each : {get("/"), get(kScript), get("/", {{"If-None-Match", tag}})}) {
    EXPECT_EQ(header(each, "Referrer-Policy"), "no-referrer");
    EXPECT_EQ(header(each, "Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_THAT(header(each, "Permissions-Policy"), HasSubstr("camera=(), "));
    EXPECT_NE(header(each, "Content-Security-Policy"), "");
  }
}

TEST_F(AssetRoutesTest, NoFileIsTheUsual404) {
  for (const char* path : {"/assets/other.js", "/assets/", "/assets/index.html", "/assets/%2E%2E%2Findex.html"}) {
    const Response response = get(path);
    EXPECT_EQ(response.status, 404) << path;
    EXPECT_EQ(code_of(response), "NOT_FOUND");
    EXPECT_EQ(header(response, "Cache-Control"), "");
  }
}

TEST_F(AssetRoutesTest, NoFileOutsideTheFolderHasAnAddress) {
  for (const char* path : {"/index.html", "/assets", "/assets/../index.html", "/history/1"}) {
    EXPECT_EQ(router.find(Method::get, parse_target(path)->segments).route, nullptr) << path;
  }
}

TEST_F(AssetRoutesTest, TheyAreNoPartOfTheDescribedApi) {
  const auto entries = router.entries();
  EXPECT_EQ(entries.size(), AssetRoutes::kPages.size() + 2);
  EXPECT_TRUE(std::ranges::none_of(entries, &Router::Entry::is_ours));
}

TEST(AssetRoutesWithoutAssets, ThePageSaysThatItWasNotBuilt) {
  AssetRoutes routes({}, "ws://127.0.0.1:8080");
  Router router;
  routes.add_to(router);
  Request request;
  request.target = *parse_target("/");
  const auto match = router.find(Method::get, request.target.segments);
  const Response response = belfry::test::run_task(match.route->handler(request));
  EXPECT_EQ(response.status, 404);
  EXPECT_THAT(response.body, HasSubstr("built without the dashboard"));
}

}  // namespace
}  // namespace belfry::http::test
