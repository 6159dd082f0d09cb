#pragma once

#include "app/hub.hpp"
#include "ports/scheduler.hpp"

#include <chrono>
#include <cstdint>
#include <vector>

namespace belfry::app {

/// Sends one shard's clients away in good order (product 1.9): each gets `reconnect` advice with a random delay, so
/// that they do not all come back at once, and a close 1001; the closes are spread over the window. Shard-local.
class Drain {
 public:
  /// Clients that may come back in a second: the delays are spread so that no more do.
  static constexpr std::uint32_t kReturnsPerSecond = 500;
  static constexpr std::chrono::milliseconds kTick{100};
  /// A few clients are not kept waiting for the window's sake.
  static constexpr std::size_t kLeastPerTick = 50;

  Drain(Scheduler& scheduler, Hub& hub, std::chrono::seconds window)
      : scheduler_(scheduler), hub_(hub), window_(window) {}

  /// Once; no session may be opened on the shard from now on.
  void start();

 private:
  void tick();
  std::uint32_t advice() const;

  Scheduler& scheduler_;
  Hub& hub_;
  const std::chrono::milliseconds window_;
  std::vector<ConnectionKey> waiting_;
  std::size_t per_tick_ = 0;
  std::uint32_t spread_ms_ = 0;
};

}  // namespace belfry::app
