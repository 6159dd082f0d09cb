#pragma once

#include "ports/clock.hpp"

#include <chrono>

namespace belfry::test {

/// Time stands still until a test moves it. One thread.
class ManualClock final : public Clock {
 public:
  Instant now() const override { return now_; }
  std::chrono::steady_clock::time_point steady_now() const override { return steady_; }

  void advance(std::chrono::milliseconds by) {
    now_ += by;
    steady_ += by;
  }

 private:
  Instant now_{std::chrono::milliseconds(1'768'000'000'000)};
  std::chrono::steady_clock::time_point steady_{std::chrono::hours(1)};
};

}  // namespace belfry::test
