#include "adapters/http/headers.hpp"

#include <gtest/gtest.h>

namespace belfry::http {
namespace {

TEST(Headers, FindAFieldWhateverItsCase) {
  Headers headers;
  headers.add("Content-TYPE", "text/plain");
  EXPECT_EQ(headers.get("content-type"), "text/plain");
  EXPECT_TRUE(headers.has("CONTENT-TYPE"));
  EXPECT_EQ(headers.get("content"), "");
}

TEST(Headers, ReplaceEveryFieldOfTheName) {
  Headers headers;
  headers.add("Vary", "Origin");
  headers.add("vary", "Accept");
  headers.set("VARY", "Cookie");
  EXPECT_EQ(headers.joined("Vary"), "Cookie");
}

TEST(Headers, FindATokenInAListOverSeveralFields) {
  Headers headers;
  headers.add("Connection", "keep-alive");
  headers.add("Connection", "close ,\tUpgrade");
  EXPECT_TRUE(headers.lists("connection", "upgrade"));
  EXPECT_FALSE(headers.lists("connection", "up"));
}

TEST(ListElements, LeavesEmptyOnesOut) {
  const auto elements = list_elements(" a ,, b\t,");
  ASSERT_EQ(elements.size(), 2U);
  EXPECT_EQ(elements[0], "a");
  EXPECT_EQ(elements[1], "b");
}

}  // namespace
}  // namespace belfry::http
