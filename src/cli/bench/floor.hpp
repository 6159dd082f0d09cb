#pragma once

#include "cli/bench/descriptor.hpp"
#include "cli/bench/target.hpp"
#include "cli/outcome.hpp"

#include <sys/types.h>

#include <cstddef>
#include <cstdint>

namespace belfry::cli::bench {

/// The floor: a child process that accepts WebSockets and then makes one send() call a message and socket. What a
/// server of one system call a delivery costs at least, to the same client in the same run.
class Floor {
 public:
  /// Forks: call it before connections or threads are there, which the child would inherit.
  static Outcome<Floor> start();
  ~Floor();
  Floor(Floor&&) noexcept;
  Floor& operator=(Floor&&) = delete;

  Target& target() { return target_; }

  /// Sends this often to every connection.
  void send_to_all(std::uint32_t messages, std::size_t frame_bytes);
  /// Sends to the connection that was accepted as number `index`.
  void send_to_one(std::uint32_t index, std::size_t frame_bytes);
  /// CPU microseconds of the child so far, once it has done everything asked before.
  Outcome<double> cpu_micros();

 private:
  Floor(Descriptor orders, pid_t child, Target target);

  Descriptor orders_;
  pid_t child_;
  Target target_;
};

}  // namespace belfry::cli::bench
