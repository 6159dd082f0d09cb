#include "cli/job_figures.hpp"

#include <gtest/gtest.h>

namespace belfry::cli::test {

TEST(PercentText, HasOneDigitBehindThePoint) {
  EXPECT_EQ(percent_text(42.5), "42.5 %");
  EXPECT_EQ(percent_text(100), "100.0 %");
  EXPECT_EQ(percent_text({}), "-");
}

TEST(TimeLeftText, UsesTheUnitThatPeopleWould) {
  EXPECT_EQ(time_left_text(0.2), "~1 s left");
  EXPECT_EQ(time_left_text(12), "~12 s left");
  EXPECT_EQ(time_left_text(99), "~99 s left");
  EXPECT_EQ(time_left_text(250), "~4 min left");
  EXPECT_EQ(time_left_text(7'500), "~2 h 5 min left");
}

TEST(TimeLeftText, IsEmptyWhileNothingIsKnown) {
  EXPECT_EQ(time_left_text({}), "");
  EXPECT_EQ(time_left_text(-1), "");
  EXPECT_EQ(time_left_text(1e300), "");
}

}  // namespace belfry::cli::test
