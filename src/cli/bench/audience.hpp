#pragma once

#include "cli/bench/publisher.hpp"
#include "cli/bench/scenario.hpp"
#include "cli/bench/swarm.hpp"

#include <string>

namespace belfry::cli::bench {

/// Many users with one connection each, and who publishes to random ones of them. One thread.
class Audience {
 public:
  static constexpr std::size_t kPublishers = 64;

  Audience(Bench& bench, std::string user_prefix);

  Outcome<void> open();

  /// Publishes at an even rate for `duration`, then waits for the last deliveries.
  Outcome<void> run(double rate, std::chrono::seconds duration);

  /// Milliseconds from a publish to its arrival.
  const Samples& times() const { return times_; }
  std::uint64_t arrived() const { return arrived_; }
  std::size_t frame_bytes() const { return frame_bytes_; }
  /// Deliveries a second of the last `run`, its end included.
  double achieved() const { return achieved_; }

 private:
  Outcome<void> finish();

  Poller& poller_;
  Swarm swarm_;
  Publisher publisher_;
  Samples times_;
  std::uint64_t arrived_ = 0;
  std::size_t frame_bytes_ = 0;
  double achieved_ = 0;
};

}  // namespace belfry::cli::bench
