#include "adapters/http/target.hpp"

#include <gtest/gtest.h>

namespace belfry::http {
namespace {

using Segments = std::vector<std::string>;

TEST(ParseTarget, SplitsThePathAndDecodesEachSegmentOnce) {
  const auto target = parse_target("/channels/user%3Aada%2Fx/%2541?q=1");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->segments, (Segments{"channels", "user:ada/x", "%41"}));
  EXPECT_EQ(target->path, "/channels/user%3Aada%2Fx/%2541");
}

TEST(ParseTarget, GivesTheRootNoSegments) {
  EXPECT_TRUE(parse_target("/")->segments.empty());
  EXPECT_TRUE(parse_target("/?a=b")->segments.empty());
}

TEST(ParseTarget, KeepsEmptySegments) { EXPECT_EQ(parse_target("/a//b/")->segments, (Segments{"a", "", "b", ""})); }

TEST(ParseTarget, DecodesTheQueryLikeAForm) {
  const auto target = parse_target("/x?name=a+b%2Bc&empty&=v&&name=2");
  ASSERT_TRUE(target);
  ASSERT_EQ(target->query.size(), 4U);
  EXPECT_EQ(target->query[0].value, "a b+c");
  EXPECT_EQ(target->query[1].name, "empty");
  EXPECT_EQ(target->query[1].value, "");
  EXPECT_EQ(target->query[2].name, "");
  EXPECT_EQ(target->query[3].name, "name");
}

TEST(ParseTarget, KeepsTheQueryAsItWasSent) {
  EXPECT_EQ(parse_target("/x?name=a+b%2Bc&empty&")->raw_query, "name=a+b%2Bc&empty&");
  EXPECT_EQ(parse_target("/x")->raw_query, "");
}

TEST(ParseTarget, TakesTheAuthorityOffAnAbsoluteForm) {
  EXPECT_EQ(parse_target("http://belfry.example:80/a/b?c=d")->segments, (Segments{"a", "b"}));
  EXPECT_EQ(parse_target("HTTPS://belfry.example")->path, "/");
  EXPECT_EQ(parse_target("http://belfry.example?c=d")->query.size(), 1U);
}

TEST(ParseTarget, RefusesWhatItCannotRead) {
  for (const char* bad : {"", "a/b", "belfry.example:443", "ftp://x/y", "/%", "/%4", "/%zz", "/a?b=%g1", "/a%00b"}) {
    EXPECT_FALSE(parse_target(bad)) << bad;
  }
}

}  // namespace
}  // namespace belfry::http
