#include "json/writer.hpp"

#include "json/parse.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace belfry::json {
namespace {

std::string written(std::string_view text) {
  Writer writer;
  writer.string(text);
  return writer.take();
}

TEST(JsonWriter, PutsCommasBetweenSiblingsOnly) {
  Writer writer;
  writer.begin_object();
  writer.member("a", 1);
  writer.key("b");
  writer.begin_array();
  writer.begin_object();
  writer.end_object();
  writer.integer(2);
  writer.begin_array();
  writer.end_array();
  writer.end_array();
  writer.member("c", "x");
  writer.end_object();
  EXPECT_EQ(writer.take(), R"({"a":1,"b":[{},2,[]],"c":"x"})");
}

TEST(JsonWriter, PutsACommaBehindTextThatEndsLikeAnOpeningBracket) {
  Writer writer;
  writer.begin_array();
  for (const auto* text : {"{", "[", ":", ""}) {
    writer.string(text);
  }
  writer.end_array();
  EXPECT_EQ(writer.take(), R"(["{","[",":",""])");
}

TEST(JsonWriter, EscapesWhatJsonDemands) {
  EXPECT_EQ(written("a\"b\\c\n\t\r\b\f"), R"("a\"b\\c\n\t\r\b\f")");
  EXPECT_EQ(written(std::string_view("\x00\x1F", 2)), R"("\u0000\u001f")");
}

TEST(JsonWriter, LeavesOtherTextAsItIs) { EXPECT_EQ(written("é €/😀\x7F"), "\"é €/😀\x7F\""); }

TEST(JsonWriter, EveryByteOfAsciiReadsBackTheSame) {
  std::string text;
  for (char c = 0; c >= 0 && c < 127; ++c) {
    text += c;
  }
  const auto value = parse(written(text));
  ASSERT_TRUE(value);
  EXPECT_EQ(std::string_view(value->as_string()), text);
}

TEST(JsonWriter, WritesIntegersToTheirLimits) {
  Writer writer;
  writer.begin_array();
  writer.put(std::numeric_limits<std::int64_t>::min());
  writer.put(std::numeric_limits<std::uint64_t>::max());
  writer.end_array();
  EXPECT_EQ(writer.take(), "[-9223372036854775808,18446744073709551615]");
}

TEST(JsonWriter, LeavesOutAnAbsentMember) {
  Writer writer;
  writer.begin_object();
  writer.member("gone", std::optional<std::string>());
  writer.member("there", std::optional<bool>(false));
  writer.end_object();
  EXPECT_EQ(writer.take(), R"({"there":false})");
}

TEST(JsonWriter, WritesTimesAsMilliseconds) {
  Writer writer;
  writer.put(from_millis(1'769'342'400'123));
  EXPECT_EQ(writer.take(), "1769342400123");
}

TEST(JsonWriter, EscapesTheNamesOfForeignMembers) {
  const boost::json::value value = {{"a\"b", 1}};
  EXPECT_EQ(compact(value), R"({"a\"b":1})");
}

TEST(JsonWriter, CompactTextReadsBackAsTheSameValue) {
  const std::string text = R"({"a":[0.1,-0.5,1e+300,12345678901234567890],"b":{"c":"\u0001é"},"d":null})";
  const auto value = parse(text);
  ASSERT_TRUE(value);
  const auto again = parse(compact(*value));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *value);
}

TEST(JsonWriter, CompactTextStaysTheSameWhenWrittenAgain) {
  for (const auto* text : {"-0.0", "-0", "1.5e3", "1e16", "123456789012345678901234567890", "1.0", "-1e-7"}) {
    const std::string once = compact(parse(text).value());
    EXPECT_EQ(compact(parse(once).value()), once) << text;
  }
}

}  // namespace
}  // namespace belfry::json
