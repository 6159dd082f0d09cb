#include "assets/asset_set.hpp"

#include "support/fixture_assets.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace belfry::assets::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(AssetSet, HasEveryFileOfTheFolderButSourceMaps) {
  std::vector<std::string> paths;
  for (const Asset& asset : fixture()) {
    paths.emplace_back(asset.path);
  }
  EXPECT_THAT(paths, ElementsAre("assets/index-5d0c71e2.css", "assets/index-8f3a2b1c.js", "favicon.svg", "index.html"));
}

TEST(AssetSet, KeepsTheBytesAsTheyAre) {
  EXPECT_EQ(fixture().find("favicon.svg")->bytes, R"(<svg xmlns="http://www.w3.org/2000/svg"/>)");
}

TEST(AssetSet, KnowsTheMediaTypeByTheName) {
  EXPECT_EQ(fixture().find("index.html")->media_type, "text/html; charset=utf-8");
  EXPECT_EQ(fixture().find("favicon.svg")->media_type, "image/svg+xml");
  EXPECT_EQ(fixture().find("assets/index-8f3a2b1c.js")->media_type, "text/javascript; charset=utf-8");
}

TEST(AssetSet, HasAGzipFormWhereItIsSmaller) {
  const Asset& script = *fixture().find("assets/index-8f3a2b1c.js");
  EXPECT_THAT(script.gzip, StartsWith("\x1f\x8b"));
  EXPECT_LT(script.gzip.size(), script.bytes.size());
  EXPECT_EQ(fixture().find("favicon.svg")->gzip, "");
}

TEST(AssetSet, TagsEveryFormOfEveryFileWithAnother) {
  const Asset& page = *fixture().find("index.html");
  EXPECT_THAT(page.etag, StartsWith("\""));
  EXPECT_NE(page.etag, page.gzip_etag);
  EXPECT_NE(page.etag, fixture().find("favicon.svg")->etag);
}

TEST(AssetSet, FindsNoFileByAnotherSpellingOfItsPath) {
  for (const char* path : {"", "/", "/index.html", "INDEX.HTML", "index.htm", "index.html/", "assets", "assets/"}) {
    EXPECT_EQ(fixture().find(path), nullptr) << path;
  }
}

TEST(AssetSet, IsEmptyWithoutFiles) {
  EXPECT_TRUE(AssetSet().empty());
  EXPECT_EQ(AssetSet().find("index.html"), nullptr);
}

}  // namespace
}  // namespace belfry::assets::test
