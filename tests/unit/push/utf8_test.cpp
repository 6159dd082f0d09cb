#include "push/utf8.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace belfry::push {
namespace {

using Texts = std::vector<std::string>;

// The last and the first of each length and range of RFC 3629 section 4.
const Texts kValid = {"",
                      std::string(1, '\0'),
                      "plain text that is longer than eight bytes",
                      "\x7F",
                      "\xC2\x80",
                      "\xDF\xBF",
                      "\xE0\xA0\x80",
                      "\xE1\x80\x80",
                      "\xEC\xBF\xBF",
                      "\xED\x80\x80",
                      "\xED\x9F\xBF",
                      "\xEE\x80\x80",
                      "\xEF\xBF\xBF",
                      "\xF0\x90\x80\x80",
                      "\xF1\x80\x80\x80",
                      "\xF3\xBF\xBF\xBF",
                      "\xF4\x80\x80\x80",
                      "\xF4\x8F\xBF\xBF",
                      "κόσμε and 日本語 and 🎈 mixed with ASCII runs"};

const Texts kInvalid = {"\x80",              // a continuation with nothing before it
                        "\xBF",              //
                        "\xC0\x80",          // overlong
                        "\xC1\xBF",          //
                        "\xE0\x80\x80",      //
                        "\xE0\x9F\xBF",      //
                        "\xF0\x80\x80\x80",  //
                        "\xF0\x8F\xBF\xBF",  //
                        "\xED\xA0\x80",      // surrogates
                        "\xED\xBF\xBF",      //
                        "\xF4\x90\x80\x80",  // above U+10FFFF
                        "\xF5\x80\x80\x80",  //
                        "\xF8\x88\x80\x80\x80",
                        "\xFE",
                        "\xFF",
                        "\xC2\x41",      // a character cut short by another
                        "\xE1\x80\x41",  //
                        "\xF1\x80\x80\x41",
                        "\xE1\x80\xC2\x80",
                        "eight by\xFFte run"};

const Texts kCutShort = {"\xC2", "\xE0", "\xE0\xA0", "\xED\x9F", "\xF0", "\xF0\x90", "\xF0\x90\x80", "\xF4\x8F\xBF"};

bool valid_in_two(const std::string& text, std::size_t cut) {
  Utf8Validator validator;
  return validator.feed(std::string_view(text).substr(0, cut)) && validator.feed(std::string_view(text).substr(cut)) &&
         validator.complete();
}

TEST(Utf8, AcceptsValidTextHoweverItIsCut) {
  for (const auto& text : kValid) {
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
      EXPECT_TRUE(valid_in_two(text, cut)) << text << " at " << cut;
    }
  }
}

TEST(Utf8, RefusesInvalidTextHoweverItIsCut) {
  for (const auto& text : kInvalid) {
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
      EXPECT_FALSE(valid_in_two(text, cut)) << ::testing::PrintToString(text) << " at " << cut;
    }
  }
}

TEST(Utf8, WaitsForTheRestOfACharacterButDoesNotCallItComplete) {
  for (const auto& text : kCutShort) {
    Utf8Validator validator;
    EXPECT_TRUE(validator.feed(text));
    EXPECT_FALSE(validator.complete());
  }
}

TEST(Utf8, JudgesEveryCodePoint) {
  for (std::uint32_t point = 0; point < 0x200000; ++point) {
    // The form that the length of the number asks for, whether allowed or not.
    const auto tail = [&](int shift) {
      return static_cast<char>(0x80 | (point >> shift & 0x3F));
    };
    std::string text;
    if (point < 0x80) {
      text = {static_cast<char>(point)};
    } else if (point < 0x800) {
      text = {static_cast<char>(0xC0 | point >> 6), tail(0)};
    } else if (point < 0x10000) {
      text = {static_cast<char>(0xE0 | point >> 12), tail(6), tail(0)};
    } else {
      text = {static_cast<char>(0xF0 | point >> 18), tail(12), tail(6), tail(0)};
    }
    const bool allowed = point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
    ASSERT_EQ(is_utf8(text), allowed) << std::hex << point;
  }
}

TEST(Utf8, RefusesAtTheFirstByteThatCannotBeRight) {
  Utf8Validator validator;
  EXPECT_FALSE(validator.feed("\xF4\x90"));
  EXPECT_FALSE(validator.feed("fine"));
}

TEST(Utf8, StartsAfreshAfterReset) {
  Utf8Validator validator;
  EXPECT_FALSE(validator.feed("\xFF"));
  validator.reset();
  EXPECT_TRUE(validator.feed("fine"));
  EXPECT_TRUE(validator.complete());
}

TEST(Utf8Prefix, CutsNoCharacter) {
  EXPECT_EQ(utf8_prefix("abc", 3), "abc");
  EXPECT_EQ(utf8_prefix("abc", 2), "ab");
  EXPECT_EQ(utf8_prefix("a€b", 3), "a");
  EXPECT_EQ(utf8_prefix("a€b", 4), "a€");
}

}  // namespace
}  // namespace belfry::push
