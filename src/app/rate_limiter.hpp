#pragma once

#include "app/token_bucket.hpp"
#include "base/thread_annotations.hpp"
#include "ports/clock.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace belfry::app {

/// Token buckets by key (an address, a user): for limits that span connections. Any thread. Keys whose bucket is full
/// again are forgotten; when `kMaxKeys` of a stripe are in use at once, the stripe starts anew.
class RateLimiter {
 public:
  RateLimiter(const TokenBucket::Rate& rate, const Clock& clock) : rate_(rate), clock_(clock) {}

  /// Nothing when allowed, else how long until the next one is.
  std::optional<std::chrono::milliseconds> take(std::string_view key);

 private:
  static constexpr std::size_t kStripes = 16;
  static constexpr std::size_t kMaxKeys = 16'384;

  struct Stripe {
    Mutex mutex;
    std::unordered_map<std::string, TokenBucket> buckets BELFRY_GUARDED_BY(mutex);
    std::size_t sweep_at BELFRY_GUARDED_BY(mutex) = 64;
  };

  void make_room(Stripe& stripe, std::chrono::steady_clock::time_point now) BELFRY_REQUIRES(stripe.mutex);

  const TokenBucket::Rate rate_;
  const Clock& clock_;
  std::array<Stripe, kStripes> stripes_;
};

}  // namespace belfry::app
