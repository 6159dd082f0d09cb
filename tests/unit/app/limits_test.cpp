#include "app/rate_limiter.hpp"
#include "app/token_bucket.hpp"
#include "support/manual_clock.hpp"

#include <gtest/gtest.h>

namespace belfry::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(TokenBucket, LetsABurstOfItsSizeThroughAndRefillsEvenly) {
  belfry::test::ManualClock clock;
  const TokenBucket::Rate rate{10, seconds(1)};
  TokenBucket bucket(rate);
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(bucket.take(rate, clock.steady_now()));
  }
  EXPECT_FALSE(bucket.take(rate, clock.steady_now()));
  clock.advance(milliseconds(100));
  EXPECT_TRUE(bucket.take(rate, clock.steady_now()));
  EXPECT_FALSE(bucket.take(rate, clock.steady_now()));
}

TEST(TokenBucket, HoldsNoMoreThanItsSizeHoweverLongItRests) {
  belfry::test::ManualClock clock;
  const TokenBucket::Rate rate{2, seconds(1)};
  TokenBucket bucket(rate);
  EXPECT_TRUE(bucket.take(rate, clock.steady_now()));
  clock.advance(seconds(3600));
  EXPECT_TRUE(bucket.take(rate, clock.steady_now()));
  EXPECT_TRUE(bucket.take(rate, clock.steady_now()));
  EXPECT_FALSE(bucket.take(rate, clock.steady_now()));
}

TEST(TokenBucket, SaysHowLongToWait) {
  belfry::test::ManualClock clock;
  const TokenBucket::Rate rate{5, seconds(60)};
  TokenBucket bucket(rate);
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(bucket.take(rate, clock.steady_now()));
  }
  EXPECT_FALSE(bucket.take(rate, clock.steady_now()));
  const milliseconds wait = bucket.wait(rate);
  EXPECT_NEAR(static_cast<double>(wait.count()), 12'000, 10);
  clock.advance(wait);
  EXPECT_TRUE(bucket.take(rate, clock.steady_now()));
}

TEST(TokenBucket, OfSizeZeroIsNoLimit) {
  belfry::test::ManualClock clock;
  const TokenBucket::Rate rate{0, seconds(1)};
  TokenBucket bucket(rate);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(bucket.take(rate, clock.steady_now()));
  }
}

TEST(RateLimiter, KeepsKeysApart) {
  belfry::test::ManualClock clock;
  RateLimiter limiter({1, seconds(60)}, clock);
  EXPECT_FALSE(limiter.take("a"));
  EXPECT_TRUE(limiter.take("a"));
  EXPECT_FALSE(limiter.take("b"));
}

TEST(RateLimiter, StillLimitsAfterMoreKeysThanItSweeps) {
  belfry::test::ManualClock clock;
  RateLimiter limiter({1, seconds(60)}, clock);
  EXPECT_FALSE(limiter.take("held"));
  for (int i = 0; i < 5000; ++i) {
    EXPECT_FALSE(limiter.take("key" + std::to_string(i)));
  }
  EXPECT_TRUE(limiter.take("held"));
}

}  // namespace
}  // namespace belfry::app
