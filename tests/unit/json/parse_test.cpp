#include "json/parse.hpp"

#include "json/writer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace belfry::json {
namespace {

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string object_of(std::size_t members) {
  std::string text = "{";
  for (std::size_t i = 0; i < members; ++i) {
    text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
  }
  return text + "}";
}

TEST(JsonParse, ReadsEveryKindOfValue) {
  const auto value = parse(R"( {"a":[1,-2,2.5,true,null,"x"],"b":{}} )");
  ASSERT_TRUE(value);
  EXPECT_EQ(compact(*value), R"({"a":[1,-2,2.5,true,null,"x"],"b":{}})");
}

TEST(JsonParse, SaysWhereTheTextStopsBeingJson) {
  const auto value = parse(R"({"a":1,})");
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().code, ErrorCode::invalid_message);
  EXPECT_EQ(value.error().detail, "Invalid message format");
  ASSERT_EQ(value.error().fields.size(), 1U);
  EXPECT_EQ(value.error().fields[0].code, "json");
  EXPECT_NE(value.error().fields[0].detail.find("byte 7"), std::string::npos) << value.error().fields[0].detail;
}

TEST(JsonParse, RefusesTextBehindTheValue) {
  EXPECT_FALSE(parse("{} {}"));
  EXPECT_FALSE(parse("1 x"));
}

TEST(JsonParse, RefusesEmptyAndCutOffText) {
  for (const auto* text : {"", " ", "{", "\"a", "tru", "-", "[1,", "1e", "{\"a\":"}) {
    EXPECT_FALSE(parse(text)) << text;
  }
}

TEST(JsonParse, RefusesAMemberNamedTwice) {
  EXPECT_FALSE(parse(R"({"a":1,"a":2})"));
  EXPECT_FALSE(parse(R"([{"x":{"a":1,"b":2,"a":3}}])"));
  EXPECT_FALSE(parse(R"({"a":{"b":1},"a":2})"));
  EXPECT_FALSE(parse("{\"a\":1,\"\\u0061\":2}"));
}

TEST(JsonParse, AllowsOneNameInDifferentObjects) { EXPECT_TRUE(parse(R"({"a":{"a":1},"b":[{"a":1},{"a":2}]})")); }

TEST(JsonParse, NestsThirtyTwoDeepAndNoDeeper) {
  EXPECT_TRUE(parse(nested(kMaxDepth)));
  EXPECT_FALSE(parse(nested(kMaxDepth + 1)));
  EXPECT_FALSE(parse(nested(100'000)));
}

TEST(JsonParse, BoundsTheMembersOfAnObject) {
  EXPECT_TRUE(parse(object_of(kMaxMembers)));
  EXPECT_FALSE(parse(object_of(kMaxMembers + 1)));
}

TEST(JsonParse, RefusesWhatIsNotUtf8) {
  EXPECT_FALSE(parse("\"\xC3\x28\""));
  EXPECT_FALSE(parse("\"\xED\xA0\x80\""));
  EXPECT_FALSE(parse(R"("\ud800")"));
  EXPECT_TRUE(parse(R"("\ud83d\ude00")"));
}

TEST(JsonParse, RefusesNumbersBeyondADouble) {
  EXPECT_FALSE(parse("1e400"));
  EXPECT_FALSE(parse("[-1e309]"));
}

TEST(JsonParse, KeepsTheExactValueOfANumber) {
  for (const auto* number : {"19.99", "0.1", "1.7976931348623157e+308", "123456.789012345", "18446744073709551615",
                             "-9223372036854775808", "5e-324"}) {
    const auto value = parse(number);
    ASSERT_TRUE(value) << number;
    EXPECT_EQ(compact(*value), number);
  }
}

TEST(JsonParse, RefusesCommentsAndTrailingCommas) {
  EXPECT_FALSE(parse("[1,]"));
  EXPECT_FALSE(parse("// no\n1"));
}

}  // namespace
}  // namespace belfry::json
