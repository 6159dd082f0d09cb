#include "cli/bench/scenario.hpp"
#include "cli/bench/swarm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace belfry::cli::bench {
namespace {

constexpr double kPacedRate = 1000;
constexpr std::size_t kPacedConnections = 3000;

/// What is left to free when the last handshake is answered.
constexpr std::chrono::milliseconds kQuiet(500);

Outcome<void> as_fast_as_possible(Bench& bench) {
  const std::size_t count = bench.options.connections;
  const auto before = fetch_metrics(bench.service);
  const auto meter = CpuMeter::start(bench.service);
  if (!before || !meter) {
    return refuse(before ? meter.error() : before.error());
  }
  Swarm swarm(bench.poller, bench.target, &bench.credentials,
              {.connections = count, .users = count, .user_prefix = bench.user_prefix("connect"), .at_once = 128});
  if (auto opened = swarm.open(); !opened) {
    return opened;
  }
  const auto micros = meter->micros(bench.service);
  std::this_thread::sleep_for(kQuiet);
  const auto idle = fetch_metrics(bench.service);
  if (!micros || !idle) {
    return refuse("the server no longer tells its metrics");
  }
  const auto connections = static_cast<double>(count);
  const std::string by = bench.credentials.kind();
  bench.add(Scenario::connect, fmt::format("{} handshakes with {}", count, by), connections / swarm.opening().count(),
            "/s", ">= 5,000 on two cores with SQLite");
  bench.add_times(Scenario::connect, "handshake, 128 at once", swarm.handshakes());
  bench.add(Scenario::connect, "server CPU a handshake", *micros / connections, "us",
            "<= 30 on the shard; this is the whole process");
  bench.add(Scenario::connect, "resident memory an idle connection, fresh server",
            (idle->resident_bytes - before->resident_bytes) / connections, "B", "< 1,024, aim 600");
  return {};
}

Outcome<void> at_a_rate(Bench& bench) {
  const std::size_t count = std::min(kPacedConnections, bench.options.connections);
  Swarm swarm(bench.poller, bench.target, &bench.credentials,
              {.connections = count, .users = count, .user_prefix = bench.user_prefix("paced"), .rate = kPacedRate});
  if (auto opened = swarm.open(); !opened) {
    return opened;
  }
  bench.add_times(Scenario::connect, "handshake at 1,000 a second", swarm.handshakes(), {}, "< 50");
  return {};
}

}  // namespace

Outcome<void> run_connect(Bench& bench) {
  bench.progress.say("connect: as fast as possible");
  if (const auto done = as_fast_as_possible(bench); !done) {
    return done;
  }
  if (const auto settled = bench.settle(); !settled) {
    return settled;
  }
  bench.progress.say("connect: 1,000 a second");
  return at_a_rate(bench);
}

}  // namespace belfry::cli::bench
