#pragma once

#include <random>

#include "clock.hpp"

namespace belfry::client {

/// Waits between repeats: at random up to `first`, twice that, and so on up to `longest` (full jitter).
class Backoff {
 public:
  Backoff(milliseconds first, milliseconds longest)
      : first_(first), longest_(longest), random_(std::random_device{}()) {}

  /// Before the repeat that follows `attempts` of them.
  milliseconds after(int attempts);
  /// The most that `after` may return.
  milliseconds limit(int attempts) const;

 private:
  milliseconds first_;
  milliseconds longest_;
  std::minstd_rand random_;
};

}  // namespace belfry::client
