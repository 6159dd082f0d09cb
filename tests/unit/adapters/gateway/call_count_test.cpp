#include "adapters/gateway/call_count.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <thread>

namespace belfry::gateway {
namespace {

using namespace std::chrono_literals;

TEST(CallCount, WaitsForNobodyWhenThereIsNoCall) {
  CallCount calls;
  EXPECT_TRUE(calls.wait_until_none(0ms));
}

TEST(CallCount, GivesUpWhenTheTimeIsOver) {
  CallCount calls;
  const CallCount::Call call(calls);
  EXPECT_FALSE(calls.wait_until_none(1ms));
}

TEST(CallCount, WaitsForTheLastCall) {
  CallCount calls;
  auto first = std::make_unique<CallCount::Call>(calls);
  auto last = std::make_unique<CallCount::Call>(calls);
  std::jthread ends([&] {
    first.reset();
    last.reset();
  });
  EXPECT_TRUE(calls.wait_until_none(10s));
}

}  // namespace
}  // namespace belfry::gateway
