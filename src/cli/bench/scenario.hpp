#pragma once

#include "cli/bench/credentials.hpp"
#include "cli/bench/options.hpp"
#include "cli/bench/poller.hpp"
#include "cli/bench/progress.hpp"
#include "cli/bench/publisher.hpp"
#include "cli/bench/report.hpp"
#include "cli/bench/samples.hpp"
#include "cli/bench/server_metrics.hpp"
#include "cli/bench/target.hpp"

#include <string>
#include <vector>

namespace belfry::cli::bench {

/// What the scenarios of one run share. The main thread's.
struct Bench {
  const BenchOptions& options;
  Target target;   ///< of the sockets
  Target service;  ///< of publishes and metrics
  Credentials credentials;
  Poller poller{};
  Progress progress{};
  std::vector<Figure> figures = {};
  std::string run = {};  ///< in the names of this run's users: no inbox is met twice

  Publisher::Letter letter() const { return {.key = options.key, .size = options.size}; }
  std::string user_prefix(std::string_view scenario) const;
  void add(Scenario scenario, std::string what, double value, std::string unit, std::string target_text = {});
  /// p50, p99 and the greatest, in milliseconds.
  void add_times(Scenario scenario, const std::string& what, const Samples& samples, std::string p50_target = {},
                 std::string p99_target = {});
  /// Waits until the server has noticed that the connections of the scenario before are gone.
  Outcome<void> settle();
};

/// Connections opened as fast as may be: rate, latency, CPU and memory of each; then the latency at 1,000 a second.
Outcome<void> run_connect(Bench& bench);
/// One notification after the other to one user with all the connections.
Outcome<void> run_fanout(Bench& bench);
/// The same, ten notifications at once.
Outcome<void> run_burst(Bench& bench);
/// Notifications to random ones of many users.
Outcome<void> run_unicast(Bench& bench);
/// The same at 1,000 a second: how long from publish() to the socket.
Outcome<void> run_latency(Bench& bench);
/// Single notifications while one user with all the connections gets one after the other.
Outcome<void> run_mixed(Bench& bench);
/// Publishes with 64 in flight to users that nobody listens to.
Outcome<void> run_publish(Bench& bench);
/// Reports to many jobs that their users follow: how long to the socket, how many updates, what a report costs.
Outcome<void> run_jobs(Bench& bench);
/// One job that a hundred follow, with few reports and with many: the watchers' side must cost the same.
Outcome<void> run_watched(Bench& bench);

}  // namespace belfry::cli::bench
