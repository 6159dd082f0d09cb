#include "adapters/auth/strict_json.hpp"

#include <gtest/gtest.h>

namespace belfry::auth {
namespace {

TEST(StrictJson, ReadsAnObject) {
  const auto object = parse_object(R"({"a":"x:\"y\"","b":{"a":[{"a":1},{"a":2}]},"":null})");
  ASSERT_TRUE(object.has_value());
  EXPECT_EQ(string_member(*object, "a"), "x:\"y\"");
}

TEST(StrictJson, RefusesAMemberNamedTwice) { EXPECT_FALSE(parse_object(R"({"sub":"a","sub":"b"})").has_value()); }

TEST(StrictJson, RefusesAMemberNamedTwiceDeepInside) {
  EXPECT_FALSE(parse_object(R"({"a":[{"b":{"c":1,"d":2,"c":3}}]})").has_value());
}

TEST(StrictJson, RefusesAMemberNamedTwiceBehindAnEscape) {
  EXPECT_FALSE(parse_object(R"({"sub":"a","s\u0075b":"b"})").has_value());
}

TEST(StrictJson, RefusesWhatIsNoObject) {
  for (const char* text : {"", "null", "[]", "\"a\"", "1", "{", "{}{}", "{} x", "{\"a\":}", "{a:1}", "{\"a\":1,}"}) {
    EXPECT_FALSE(parse_object(text).has_value()) << text;
  }
}

TEST(StrictJson, RefusesBytesThatAreNotUtf8) { EXPECT_FALSE(parse_object("{\"a\":\"\xff\"}").has_value()); }

TEST(StrictJson, RefusesWhatIsNestedTooDeep) {
  const std::string deep = R"({"a":)" + std::string(100, '[') + std::string(100, ']') + "}";
  EXPECT_FALSE(parse_object(deep).has_value());
}

TEST(StrictJson, GivesNoStringForAMemberOfAnotherType) {
  const auto object = parse_object(R"({"a":1,"b":null,"c":["x"]})");
  ASSERT_TRUE(object.has_value());
  for (const char* name : {"a", "b", "c", "d"}) {
    EXPECT_EQ(string_member(*object, name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace belfry::auth
