#include "csv_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace parts {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<CsvRecord> read(const std::string& text, CsvLimits limits = {}) {
  std::istringstream in(text);
  CsvReader reader(in, limits);
  std::vector<CsvRecord> records;
  while (auto record = reader.next()) {
    records.push_back(*std::move(record));
  }
  EXPECT_EQ(reader.bytes_read(), text.size());
  return records;
}

TEST(CsvReader, ReadsFieldsAndLines) {
  const auto records = read("a,b,c\n1,,3\n");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_THAT(records[0].fields, ElementsAre("a", "b", "c"));
  EXPECT_THAT(records[1].fields, ElementsAre("1", "", "3"));
  EXPECT_EQ(records[1].line, 2U);
}

TEST(CsvReader, TakesAnEmptyFieldAtTheStartOfTheFile) { EXPECT_THAT(read(",a\n").at(0).fields, ElementsAre("", "a")); }

TEST(CsvReader, NeedsNoLineEndAtTheEndOfTheFile) {
  EXPECT_THAT(read("a,b").at(0).fields, ElementsAre("a", "b"));
  EXPECT_THAT(read("a,").at(0).fields, ElementsAre("a", ""));
  EXPECT_THAT(read("a,\"b\"").at(0).fields, ElementsAre("a", "b"));
}

TEST(CsvReader, TakesCommasLineBreaksAndDoubledQuotesInQuotedFields) {
  const auto records = read("\"a,b\",\"c\r\nd\",\"say \"\"hi\"\"\",\"\"\nnext\n");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_THAT(records[0].fields, ElementsAre("a,b", "c\r\nd", "say \"hi\"", ""));
  EXPECT_EQ(records[1].line, 3U);
}

TEST(CsvReader, TakesCarriageReturnsAsPartOfTheLineEnd) {
  const auto records = read("a,b\r\n\"c\",\"d\"\r\n");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_THAT(records[0].fields, ElementsAre("a", "b"));
  EXPECT_THAT(records[1].fields, ElementsAre("c", "d"));
}

TEST(CsvReader, PassesOverAByteOrderMark) {
  EXPECT_THAT(read("\xef\xbb\xbf\"a\",b\n").at(0).fields, ElementsAre("a", "b"));
  EXPECT_TRUE(read("\xef\xbb\xbf").empty());
}

TEST(CsvReader, PassesOverEmptyLinesAndCountsThem) {
  const auto records = read("\n\r\na\n\n\nb\n\n");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].line, 3U);
  EXPECT_EQ(records[1].line, 6U);
}

TEST(CsvReader, FindsNothingInAnEmptyFile) { EXPECT_TRUE(read("").empty()); }

TEST(CsvReader, LosesOneRowToAQuoteThatIsNeverClosed) {
  const auto records = read("a,b\n\"c,d\ne,f\ng,h\n");
  ASSERT_EQ(records.size(), 4U);
  EXPECT_EQ(records[1].line, 2U);
  EXPECT_EQ(records[1].fault, "a quote is not closed");
  EXPECT_THAT(records[2].fields, ElementsAre("e", "f"));
  EXPECT_EQ(records[3].line, 4U);
}

TEST(CsvReader, RefusesTextBehindAClosingQuote) {
  const auto records = read("\"a\"b,c\nd,e\n");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].fault, "text behind a closing quote");
  EXPECT_TRUE(records[0].fields.empty());
  EXPECT_THAT(records[1].fields, ElementsAre("d", "e"));
}

TEST(CsvReader, RefusesACarriageReturnBetweenFields) {
  EXPECT_EQ(read("\"a\"\r,c\n").at(0).fault, "text behind a closing quote");
}

TEST(CsvReader, RefusesAQuoteWithinAPlainField) {
  const auto records = read("5\" disk,1\nd,e\n");
  EXPECT_THAT(records.at(0).fault, HasSubstr("a quote within a field"));
  EXPECT_THAT(records.at(1).fields, ElementsAre("d", "e"));
}

TEST(CsvReader, BoundsTheSizeOfAField) {
  const CsvLimits limits{.field_bytes = 4};
  const auto records = read("1234,5\n12345,6\n\"1234\",7\n\"12345\",8\n1234\r\n", limits);
  ASSERT_EQ(records.size(), 5U);
  EXPECT_THAT(records[0].fields, ElementsAre("1234", "5"));
  EXPECT_EQ(records[1].fault, "a field of more than 4 bytes");
  EXPECT_THAT(records[2].fields, ElementsAre("1234", "7"));
  EXPECT_EQ(records[3].fault, "a field of more than 4 bytes");
  EXPECT_THAT(records[4].fields, ElementsAre("1234"));
}

TEST(CsvReader, SkipsALineThatIsLongerThanItsBuffer) {
  const std::string endless(1'000'000, 'x');
  const auto records = read("a\n" + endless + "\nb\n\"" + endless + "\nc\n");
  ASSERT_EQ(records.size(), 5U);
  EXPECT_THAT(records[1].fault, HasSubstr("a field of more than"));
  EXPECT_THAT(records[2].fields, ElementsAre("b"));
  EXPECT_THAT(records[3].fault, HasSubstr("a field of more than"));
  EXPECT_THAT(records[4].fields, ElementsAre("c"));
  EXPECT_EQ(records[4].line, 5U);
}

TEST(CsvReader, BoundsTheNumberOfFields) {
  const auto records = read("1,2,3\n1,2\n", {.fields = 2});
  EXPECT_EQ(records.at(0).fault, "more than 2 fields");
  EXPECT_THAT(records.at(1).fields, ElementsAre("1", "2"));
}

/// What a record looks like must not depend on where the file is cut into pieces.
class ReadInPieces : public testing::TestWithParam<std::string> {};

TEST_P(ReadInPieces, IsTheSameAcrossTheEdgesOfTheBuffer) {
  constexpr std::size_t kBuffer = 64 * 1024;
  const std::string& row = GetParam();
  const auto alone = read(row + "\nend\n");
  for (std::size_t before = 0; before <= row.size() + 2; ++before) {
    const std::string filler(kBuffer - before - 1, '\n');
    const auto records = read(filler + row + "\nend\n");
    ASSERT_EQ(records.size(), alone.size()) << before;
    for (std::size_t at = 0; at < records.size(); ++at) {
      EXPECT_EQ(records[at].fields, alone[at].fields) << before;
      EXPECT_EQ(records[at].fault, alone[at].fault) << before;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(CsvReader, ReadInPieces,
                         testing::Values("a,b", "\"a\"\"b\",c\r", "\"x\ny\",\"\"", "a,\"b", "\"a\"b,c", "\r", "a\r,b"));

}  // namespace
}  // namespace parts
