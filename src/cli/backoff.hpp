#pragma once

#include "base/random.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace belfry::cli {

/// How long to wait before another attempt: up to 1, 2, 4 .. 30 seconds, full jitter (product 5.1).
class Backoff {
 public:
  static constexpr std::chrono::milliseconds kFirst{1'000};
  static constexpr std::chrono::milliseconds kLongest{30'000};

  /// What the next wait is drawn from: 0 up to this.
  std::chrono::milliseconds ceiling() const { return ceiling_; }

  std::chrono::milliseconds next() {
    const auto drawn = random_u64() % (static_cast<std::uint64_t>(ceiling_.count()) + 1);
    ceiling_ = std::min(ceiling_ * 2, kLongest);
    return std::chrono::milliseconds(drawn);
  }

  /// After a connection that worked.
  void reset() { ceiling_ = kFirst; }

 private:
  std::chrono::milliseconds ceiling_ = kFirst;
};

/// Whether a client comes back after this close code: the standard ones that pass, and 4000-4499 (docs/protocol.md,
/// "Codes").
constexpr bool comes_back_after(std::uint16_t code) {
  switch (code) {
    case 1001:  // going away
    case 1006:  // broken
    case 1011:  // internal error
    case 1012:  // restart
    case 1013:  // try later
      return true;
    default: return code >= 4000 && code < 4500;
  }
}

/// Whether another attempt may succeed after this answer to the handshake; 0: none came.
constexpr bool comes_back_after_refusal(int status) { return status == 0 || status == 429 || status >= 500; }

}  // namespace belfry::cli
