#pragma once

#include "cli/bench/floor.hpp"
#include "cli/bench/publisher.hpp"
#include "cli/bench/samples.hpp"
#include "cli/bench/server_metrics.hpp"
#include "cli/bench/swarm.hpp"

#include <memory>

namespace belfry::cli::bench {

/// One user with all the connections, and who publishes to it. One thread.
class Crowd {
 public:
  struct Targets {
    Target& sockets;
    Target& service;
  };

  Crowd(Poller& poller, Targets targets, const Credentials& credentials, Publisher::Letter letter, std::string user,
        std::size_t connections);

  Outcome<void> open(std::size_t publishers);

  /// Publishes `messages` at once and waits until every connection has them all.
  Outcome<void> publish(std::size_t messages);

  std::size_t connections() const { return swarm_.size(); }
  /// Milliseconds from a publish to its arrival, one a connection.
  const Samples& times() const { return times_; }
  /// Of the last message: bytes on the wire, header included.
  std::size_t frame_bytes() const { return frame_bytes_; }

 private:
  Poller& poller_;
  Swarm swarm_;
  Publisher publisher_;
  std::string user_;
  Samples times_;
  std::uint64_t arrived_ = 0;
  std::size_t frame_bytes_ = 0;
};

/// The floor with as many connections, read by the same client.
class FloorCrowd {
 public:
  FloorCrowd(Poller& poller, Floor floor, std::size_t connections);

  Outcome<void> open() { return swarm_.open(); }

  /// Sends `messages` to every connection, each when the one before has arrived everywhere, or all at once; returns
  /// CPU microseconds a delivery.
  Outcome<double> send(std::size_t messages, std::size_t at_once, std::size_t frame_bytes);

 private:
  Poller& poller_;
  Floor floor_;
  Swarm swarm_;
  std::uint64_t arrived_ = 0;
};

}  // namespace belfry::cli::bench
