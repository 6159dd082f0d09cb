#pragma once

#include "ports/clock.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>

namespace belfry::auth {

/// A manual clock that lane threads may read while the test moves it.
class SharedClock final : public Clock {
 public:
  static constexpr std::int64_t kStartSeconds = 1'800'000'000;

  Instant now() const override {
    return from_millis(kStartSeconds * 1000) + std::chrono::milliseconds(elapsed_.load());
  }
  std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::time_point(std::chrono::hours(1000)) + std::chrono::milliseconds(elapsed_.load());
  }
  void advance(std::chrono::milliseconds by) { elapsed_ += by.count(); }

 private:
  std::atomic<std::int64_t> elapsed_{0};
};

}  // namespace belfry::auth
