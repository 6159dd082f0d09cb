#include "app/rate_limiter.hpp"

namespace belfry::app {

std::optional<std::chrono::milliseconds> RateLimiter::take(std::string_view key) {
  if (rate_.size == 0) {
    return std::nullopt;
  }
  const auto now = clock_.steady_now();
  Stripe& stripe = stripes_[std::hash<std::string_view>{}(key) % kStripes];
  const MutexLock lock(stripe.mutex);
  if (stripe.buckets.size() >= stripe.sweep_at) {
    make_room(stripe, now);
  }
  TokenBucket& bucket = stripe.buckets.try_emplace(std::string(key), rate_).first->second;
  if (bucket.take(rate_, now)) {
    return std::nullopt;
  }
  return bucket.wait(rate_);
}

void RateLimiter::make_room(Stripe& stripe, std::chrono::steady_clock::time_point now) {
  std::erase_if(stripe.buckets, [&](const auto& entry) { return entry.second.full(rate_, now); });
  if (stripe.buckets.size() >= kMaxKeys) {
    // An attacker with that many addresses is not held back by this limit anyway; memory must be.
    stripe.buckets.clear();
  }
  stripe.sweep_at = std::max<std::size_t>(64, stripe.buckets.size() * 2);
}

}  // namespace belfry::app
