#include "domain/time_left.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <random>

namespace belfry {
namespace {

using namespace std::chrono_literals;

const Instant kStart = from_millis(1'000'000);

TEST(TimeLeft, IsUnknownAtFirst) {
  TimeLeft left;
  EXPECT_FALSE(left.seconds());
  left.observe(0, kStart);
  EXPECT_FALSE(left.seconds());
}

TEST(TimeLeft, IsUnknownUntilASecondOfProgressWasSeen) {
  TimeLeft left;
  left.observe(0, kStart);
  left.observe(50, kStart + 999ms);
  EXPECT_FALSE(left.seconds());
  left.observe(50, kStart + 1000ms);
  EXPECT_TRUE(left.seconds());
}

TEST(TimeLeft, IsUnknownWhileNothingMoves) {
  TimeLeft left;
  left.observe(0, kStart);
  left.observe(0, kStart + 5s);
  EXPECT_FALSE(left.seconds());
}

TEST(TimeLeft, FollowsASteadyPaceToTheEnd) {
  TimeLeft left;
  for (int second = 0; second <= 100; ++second) {
    left.observe(second, kStart + std::chrono::seconds(second));
    if (second >= 1) {
      EXPECT_NEAR(*left.seconds(), 100.0 - second, 0.5) << second;
    }
  }
  EXPECT_DOUBLE_EQ(*left.seconds(), 0.0);
}

TEST(TimeLeft, CountsOnlyWhatWasSeenWhenTheFirstReportComesLate) {
  TimeLeft left;
  left.observe(50, kStart);
  left.observe(60, kStart + 1s);
  EXPECT_NEAR(*left.seconds(), 4.0, 0.1);
}

TEST(TimeLeft, MovesTowardsANewPaceWithoutAJump) {
  TimeLeft left;
  double progress = 0;
  Instant at = kStart;
  for (int i = 0; i < 20; ++i) {
    left.observe(progress, at);
    progress += 1;
    at += 1s;
  }
  const double before = *left.seconds();
  progress += 10;  // one burst
  left.observe(progress, at);
  EXPECT_GT(*left.seconds(), before * 0.5);
}

TEST(TimeLeft, IsNeverNegativeAndNeverWild) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> step(0.0, 2.0);
  TimeLeft left;
  double progress = 0;
  Instant at = kStart;
  std::optional<double> last;
  for (int i = 0; i < 200 && progress < 100; ++i) {
    left.observe(progress, at);
    if (left.seconds()) {
      EXPECT_GE(*left.seconds(), 0.0);
      if (last) {
        EXPECT_LT(std::abs(*left.seconds() - *last), 0.5 * *last + 5.0) << i;
      }
      last = left.seconds();
    }
    progress = std::min(progress + step(random), 100.0);
    at += 500ms;
  }
}

TEST(TimeLeft, ManyReportsASecondCountAsTheirSum) {
  TimeLeft left;
  for (int i = 0; i <= 2000; ++i) {
    left.observe(i * 0.01, kStart + std::chrono::milliseconds(i * 10));
  }
  EXPECT_NEAR(*left.seconds(), 80.0, 4.0);
}

}  // namespace
}  // namespace belfry
