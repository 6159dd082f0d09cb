#include "push/token_list.hpp"

#include <gtest/gtest.h>

namespace belfry::push {
namespace {

using Fields = std::vector<std::string_view>;

TEST(TokenList, SplitsAtCommasAndTrims) {
  EXPECT_EQ(split_list(" a ,\tb,,c , "), (Fields{"a", "b", "c"}));
  EXPECT_EQ(split_list(""), Fields{});
  EXPECT_EQ(split_list(" , ,"), Fields{});
}

TEST(TokenList, KnowsWhatATokenIs) {
  EXPECT_TRUE(is_token("bearer.aZ09-_~!#$%&'*+^`|"));
  for (const std::string_view text : {"", "a b", "a/b", "a\"b", "a=b", "a@b", "é", "a\x7F", "a\t"}) {
    EXPECT_FALSE(is_token(text)) << text;
  }
}

TEST(TokenList, IgnoresTheCaseOfLettersOnly) {
  EXPECT_TRUE(equals_ignoring_case("UpGrade", "upgrade"));
  EXPECT_FALSE(equals_ignoring_case("upgrade", "upgraded"));
  EXPECT_FALSE(equals_ignoring_case("@", "`"));
}

TEST(Subprotocols, JoinFieldsInOrder) {
  EXPECT_EQ(parse_subprotocols({"notifications, bearer.abc", "jobs"}), (Fields{"notifications", "bearer.abc", "jobs"}));
}

TEST(Subprotocols, AreNoneWithoutAField) { EXPECT_EQ(parse_subprotocols({}), Fields{}); }

TEST(Subprotocols, AreRefusedWhenRepeatedEmptyOrNotTokens) {
  EXPECT_EQ(parse_subprotocols({"a, b, a"}), std::nullopt);
  EXPECT_EQ(parse_subprotocols({"a", "a"}), std::nullopt);
  EXPECT_EQ(parse_subprotocols({""}), std::nullopt);
  EXPECT_EQ(parse_subprotocols({"a b"}), std::nullopt);
  EXPECT_EQ(parse_subprotocols({"bearer.{}"}), std::nullopt);
}

TEST(Subprotocols, KeepTheirCase) { EXPECT_EQ(parse_subprotocols({"A, a"}), (Fields{"A", "a"})); }

}  // namespace
}  // namespace belfry::push
