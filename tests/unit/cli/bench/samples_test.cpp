#include "cli/bench/samples.hpp"

#include <gtest/gtest.h>

namespace belfry::cli::bench {
namespace {

Samples one_to(int last) {
  Samples samples;
  for (int value = last; value > 0; --value) {
    samples.add(value);
  }
  return samples;
}

TEST(Samples, TellsTheNearestRank) {
  const Samples samples = one_to(200);
  EXPECT_EQ(samples.percentile(50), 100);
  EXPECT_EQ(samples.percentile(99), 198);
  EXPECT_EQ(samples.percentile(99.9), 200);
}

TEST(Samples, TellsTheEnds) {
  const Samples samples = one_to(7);
  EXPECT_EQ(samples.percentile(0), 1);
  EXPECT_EQ(samples.max(), 7);
}

TEST(Samples, TakesTheMiddleOfAnOddNumberAsMedian) { EXPECT_EQ(one_to(5).median(), 3); }

TEST(Samples, OfNothingAreZero) { EXPECT_EQ(Samples().percentile(99), 0); }

TEST(Samples, CountTimesInMilliseconds) {
  Samples samples;
  samples.add(std::chrono::microseconds(1500));
  EXPECT_DOUBLE_EQ(samples.max(), 1.5);
}

}  // namespace
}  // namespace belfry::cli::bench
