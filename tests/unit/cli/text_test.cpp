#include "cli/duration.hpp"
#include "cli/terminal.hpp"

#include <gtest/gtest.h>

namespace belfry::cli::test {

TEST(Printable, LeavesNothingThatSteersATerminal) {
  EXPECT_EQ(printable("a\x1b[31mb\nc\x7f"), "a [31mb c ");
  EXPECT_EQ(printable("x\xc2\x9by \xc3\xa9"), "x y \xc3\xa9");
}

TEST(Duration, ReadsItsUnits) {
  EXPECT_EQ(parse_duration("90s"), std::chrono::seconds(90));
  EXPECT_EQ(parse_duration("2h"), std::chrono::hours(2));
  EXPECT_EQ(parse_duration("7d"), std::chrono::days(7));
}

TEST(Duration, RefusesWhatIsNone) {
  for (const char* text : {"", "1", "h", "0s", "-1h", "1.5h", "1y", "99999999999999999d"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

}  // namespace belfry::cli::test
