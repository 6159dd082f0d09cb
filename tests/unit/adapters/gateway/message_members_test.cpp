#include "adapters/gateway/message_members.hpp"

#include <gtest/gtest.h>

namespace belfry::gateway {
namespace {

std::optional<std::string> key_of(std::string_view message, std::string_view expression = "$request.body.action") {
  return route_key_of(RouteSelection::parse(expression).value(), message);
}

TEST(RouteKeyOf, IsTheTextThatTheMessageHolds) { EXPECT_EQ(key_of(R"({"action":"chat"})"), "chat"); }

TEST(RouteKeyOf, IsEmptyWhereTheMessageHoldsNothing) {
  EXPECT_EQ(key_of(R"({"other":1})"), "");
  EXPECT_EQ(key_of("[1]"), "");
  EXPECT_EQ(key_of(R"({"action":null})"), "");
}

TEST(RouteKeyOf, WritesOtherValuesAsText) {
  EXPECT_EQ(key_of(R"({"action":7})"), "7");
  EXPECT_EQ(key_of(R"({"action":true})"), "true");
  EXPECT_EQ(key_of(R"({"action":["a", 2]})"), "[a, 2]");
  EXPECT_EQ(key_of(R"({"action":{"a": 1}})"), R"({"a":1})");
}

TEST(RouteKeyOf, GoesDownIntoObjects) {
  EXPECT_EQ(key_of(R"({"a":{"b":"c"},"d":"e"})", "${request.body.a.b}/${request.body.d}"), "c/e");
}

TEST(RouteKeyOf, IsNoneOfWhatIsNoJson) {
  EXPECT_EQ(key_of("hello"), std::nullopt);
  EXPECT_EQ(key_of(""), std::nullopt);
}

}  // namespace
}  // namespace belfry::gateway
