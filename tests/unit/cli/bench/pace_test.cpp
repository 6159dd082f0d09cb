#include "cli/bench/pace.hpp"

#include <gtest/gtest.h>

namespace belfry::cli::bench {
namespace {

using std::chrono::milliseconds;

constexpr SteadyTime kStart{std::chrono::hours(1)};

TEST(Pace, StartsWithTheFirstAtOnce) { EXPECT_EQ(Pace(1000, kStart).due(kStart), 1U); }

TEST(Pace, HasNothingDueBeforeTheStart) { EXPECT_EQ(Pace(1000, kStart).due(kStart - milliseconds(5)), 0U); }

TEST(Pace, MakesUpForWhatWasMissed) { EXPECT_EQ(Pace(1000, kStart).due(kStart + milliseconds(250)), 251U); }

TEST(Pace, TellsHowLongUntilTheNext) {
  const Pace pace(100, kStart);
  EXPECT_EQ(pace.until(1, kStart), milliseconds(10));
  EXPECT_EQ(pace.until(1, kStart + milliseconds(20)), milliseconds(0));
}

}  // namespace
}  // namespace belfry::cli::bench
