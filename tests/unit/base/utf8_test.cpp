#include "base/utf8.hpp"

#include <gtest/gtest.h>

namespace belfry {
namespace {

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(count_characters(""), 0U);
  EXPECT_EQ(count_characters("abc"), 3U);
  EXPECT_EQ(count_characters("é€😀"), 3U);
  EXPECT_EQ(count_characters("\xF4\x8F\xBF\xBF"), 1U);
}

TEST(Utf8, RefusesWhatRfc3629DoesNotAllow) {
  for (const auto* text :
       {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\xFF", "a\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xC3(", "\xE2\x28\xA1"}) {
    EXPECT_FALSE(count_characters(text)) << testing::PrintToString(text);
  }
}

}  // namespace
}  // namespace belfry
