#pragma once

#include "cli/bench/descriptor.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace belfry::cli::bench {

/// Something with a descriptor in a Poller.
class Ready {
 public:
  virtual ~Ready() = default;
  /// `events` of epoll; level-triggered.
  virtual void on_ready(std::uint32_t events) = 0;
};

/// The load client's event loop: one epoll set, one receive buffer for all. One thread. Who is watched may go away
/// between two turns, not inside one.
class Poller {
 public:
  /// Throws std::system_error when the system refuses.
  Poller();

  void watch(int descriptor, Ready& ready, std::uint32_t events);
  void change(int descriptor, Ready& ready, std::uint32_t events);

  /// Serves what is ready; waits at most `patience` for the first of it.
  void turn(std::chrono::nanoseconds patience);
  /// Turns until `done`; false when that took longer than `patience`.
  bool turn_until(const std::function<bool()>& done, std::chrono::milliseconds patience);

  /// Free between two calls of `on_ready`.
  std::span<char> buffer() { return buffer_; }

 private:
  Descriptor epoll_;
  std::vector<char> buffer_;
};

}  // namespace belfry::cli::bench
