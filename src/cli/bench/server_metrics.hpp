#pragma once

#include "cli/bench/target.hpp"
#include "cli/outcome.hpp"

#include <optional>
#include <string_view>

namespace belfry::cli::bench {

/// What the server says of itself on /metrics.
struct ServerMetrics {
  double cpu_seconds = 0;     ///< user and system, of the whole process
  double resident_bytes = 0;  ///< of the whole process
  double connections = 0;     ///< open WebSockets
};

/// Reads the exposition text; nothing when a metric is missing.
std::optional<ServerMetrics> parse_metrics(std::string_view page);

/// Asks the server. Blocks.
Outcome<ServerMetrics> fetch_metrics(Target& target);

/// What the server spends from a moment on. Rendering /metrics costs it CPU time as well, with many connections a lot:
/// that much is measured too and taken off.
class CpuMeter {
 public:
  static Outcome<CpuMeter> start(Target& target);
  /// CPU microseconds since the start.
  Outcome<double> micros(Target& target) const;

 private:
  explicit CpuMeter(double start_seconds) : start_seconds_(start_seconds) {}

  double start_seconds_;
};

}  // namespace belfry::cli::bench
