#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace belfry::app {

/// A bucket of `size` tokens that refills evenly over `period`. Small enough for every connection to own some.
class TokenBucket {
 public:
  struct Rate {
    std::uint32_t size = 0;  ///< 0: no limit
    std::chrono::milliseconds period{1000};
  };

  explicit TokenBucket(const Rate& rate) : tokens_(static_cast<float>(rate.size)) {}

  /// False when there is none to take.
  bool take(const Rate& rate, std::chrono::steady_clock::time_point now) {
    if (rate.size == 0) {
      return true;
    }
    refill(rate, now);
    if (tokens_ < 1.0F) {
      return false;
    }
    tokens_ -= 1.0F;
    return true;
  }

  /// Until the next token, rounded up; call after a refused `take`.
  std::chrono::milliseconds wait(const Rate& rate) const {
    const double missing = 1.0 - static_cast<double>(tokens_);
    const double each = static_cast<double>(rate.period.count()) / rate.size;
    return std::chrono::milliseconds(static_cast<std::int64_t>(missing * each) + 1);
  }

  /// Nothing has been taken for so long that forgetting the bucket changes nothing.
  bool full(const Rate& rate, std::chrono::steady_clock::time_point now) const {
    TokenBucket later = *this;
    later.refill(rate, now);
    return later.tokens_ >= static_cast<float>(rate.size);
  }

 private:
  void refill(const Rate& rate, std::chrono::steady_clock::time_point now) {
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
    if (last_millis_ != 0 && millis > last_millis_) {
      const double period = static_cast<double>(rate.period.count());
      const double gained = static_cast<double>(millis - last_millis_) * rate.size / period;
      tokens_ = std::min(static_cast<float>(rate.size), tokens_ + static_cast<float>(gained));
    }
    last_millis_ = millis;
  }

  float tokens_;
  std::int64_t last_millis_ = 0;
};

}  // namespace belfry::app
