#include "adapters/http/routes/recent_calls.hpp"

#include <gtest/gtest.h>

namespace belfry::http {
namespace {

using namespace std::chrono_literals;

const RecentCalls::Time kStart{1h};

RecentCalls::Call call(std::uint8_t number, ConnectionKey connection = 7) {
  RecentCalls::Call made;
  made.invocation.bytes[0] = number;
  made.connection = connection;
  return made;
}

TEST(RecentCalls, KnowsARepeatForAMinute) {
  RecentCalls calls;
  EXPECT_TRUE(calls.begin(call(1), kStart));
  EXPECT_FALSE(calls.begin(call(1), kStart));
  EXPECT_FALSE(calls.begin(call(1), kStart + RecentCalls::kMemory));
}

TEST(RecentCalls, ForgetsInTime) {
  RecentCalls calls;
  calls.begin(call(1), kStart);
  EXPECT_FALSE(calls.begin(call(1), kStart + 61s));
  EXPECT_TRUE(calls.begin(call(1), kStart + 122s));
}

TEST(RecentCalls, ForgetsAfterAQuietTimeToo) {
  RecentCalls calls;
  calls.begin(call(1), kStart);
  EXPECT_TRUE(calls.begin(call(1), kStart + 1h));
}

TEST(RecentCalls, TellsCallsAndConnectionsApart) {
  RecentCalls calls;
  EXPECT_TRUE(calls.begin(call(1), kStart));
  EXPECT_TRUE(calls.begin(call(2), kStart));
  EXPECT_TRUE(calls.begin(call(1, 8), kStart));
}

TEST(RecentCalls, LetsAnotherAttemptThroughWhenTheFirstFailed) {
  RecentCalls calls;
  calls.begin(call(1), kStart);
  calls.forget(call(1));
  EXPECT_TRUE(calls.begin(call(1), kStart));
}

TEST(RecentCalls, IsBounded) {
  RecentCalls calls;
  const RecentCalls::Call first = call(1, 0);
  calls.begin(first, kStart);
  for (ConnectionKey i = 1; i <= 2 * RecentCalls::kCapacity; ++i) {
    calls.begin(call(1, i), kStart);
  }
  EXPECT_TRUE(calls.begin(first, kStart));
}

}  // namespace
}  // namespace belfry::http
