#include <gtest/gtest.h>

#include <limits>

#include "belfry/client.hpp"
#include "json_reader.hpp"

namespace belfry::client {
namespace {

TEST(Json, WritesValuesAsTheyAre) {
  EXPECT_EQ(Json(true).text(), "true");
  EXPECT_EQ(Json(nullptr).text(), "null");
  EXPECT_EQ(Json(-3).text(), "-3");
  EXPECT_EQ(Json(0.5).text(), "0.5");
  EXPECT_EQ(Json(std::numeric_limits<std::uint64_t>::max()).text(), "18446744073709551615");
  EXPECT_EQ(Json::array({1, "two", JsonObject{{"three", 3}}}).text(), R"([1,"two",{"three":3}])");
}

TEST(Json, HasNoNumberForInfinity) { EXPECT_EQ(Json(std::numeric_limits<double>::infinity()).text(), "null"); }

TEST(Json, EscapesWhatMustBeEscaped) { EXPECT_EQ(Json("a\"b\\c\n\x01").text(), R"("a\"b\\c\u000a\u0001")"); }

TEST(Json, KeepsUtf8AndRepairsWhatIsNone) {
  EXPECT_EQ(Json("Zürich €").text(), "\"Zürich €\"");
  EXPECT_EQ(Json("caf\xe9!").text(), "\"caf\xef\xbf\xbd!\"");
  EXPECT_EQ(Json("\xed\xa0\x80").text(), "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
  EXPECT_EQ(Json("\xf0\x9f\x98").text(), "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
}

TEST(JsonReader, FindsAMemberBehindNestedOnes) {
  const std::string text = R"( {"a": [1, {"id": "}"}], "b": "x\"", "id": "n_1", "n": 42, "t": true} )";
  EXPECT_EQ(text_member(text, "id"), "n_1");
  EXPECT_EQ(number_member(text, "n"), 42U);
  EXPECT_TRUE(is_true(text, "t"));
  EXPECT_FALSE(is_true(text, "n"));
}

TEST(JsonReader, FindsNothingInWhatIsNoObject) {
  for (const std::string_view text :
       {"", "{", "[]", "{\"id\"", "{\"id\":", "{\"id\":\"x", "{\"a\":{", "<html>", "{1:2}"}) {
    EXPECT_EQ(text_member(text, "id"), "") << text;
  }
}

}  // namespace
}  // namespace belfry::client
