#pragma once

#include "cli/bench/samples.hpp"

#include <chrono>
#include <cstdint>

namespace belfry::cli::bench {

/// An even rate that does not slow down with who is measured: what is late is due at once.
class Pace {
 public:
  Pace(double per_second, SteadyTime start) : per_second_(per_second), start_(start) {}

  /// How many are due at `now` in all, the first at the start.
  std::uint64_t due(SteadyTime now) const {
    if (now < start_) {
      return 0;
    }
    return static_cast<std::uint64_t>(std::chrono::duration<double>(now - start_).count() * per_second_) + 1;
  }

  /// How long until number `count` (from 0) is due; zero when it is.
  std::chrono::nanoseconds until(std::uint64_t count, SteadyTime now) const {
    const auto offset = std::chrono::duration<double>(static_cast<double>(count) / per_second_);
    const auto at = start_ + std::chrono::duration_cast<std::chrono::nanoseconds>(offset);
    return at > now ? std::chrono::duration_cast<std::chrono::nanoseconds>(at - now) : std::chrono::nanoseconds(0);
  }

 private:
  double per_second_;
  SteadyTime start_;
};

}  // namespace belfry::cli::bench
