#include "cli/bench/audience.hpp"
#include "cli/bench/floor.hpp"
#include "cli/bench/pace.hpp"
#include "cli/bench/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace belfry::cli::bench {
namespace {

constexpr double kLatencyRate = 1000;
constexpr std::chrono::nanoseconds kStep = std::chrono::milliseconds(1);
constexpr std::chrono::seconds kPatience(20);

/// CPU microseconds a delivery of the floor at the same rate: it reads one order and makes one send() call.
Outcome<double> floor_cost(Bench& bench, Floor& floor, std::size_t frame_bytes) {
  Swarm swarm(bench.poller, floor.target(), nullptr,
              {.connections = bench.options.users, .users = 1, .user_prefix = "floor"});
  std::uint64_t arrived = 0;
  swarm.on_message([&](std::string_view, SteadyTime) { ++arrived; });
  if (const auto opened = swarm.open(); !opened) {
    return refuse(opened.error());
  }
  const auto before = floor.cpu_micros();
  std::minstd_rand random(20250801);
  const auto began = std::chrono::steady_clock::now();
  const Pace pace(bench.options.rate, began);
  std::uint64_t sent = 0;
  for (auto now = began; now - began < bench.options.duration; now = std::chrono::steady_clock::now()) {
    for (const std::uint64_t due = pace.due(now); sent < due; ++sent) {
      floor.send_to_one(static_cast<std::uint32_t>(random()), frame_bytes);
    }
    bench.poller.turn(std::min(kStep, pace.until(sent, now)));
  }
  const auto after = floor.cpu_micros();
  if (!before || !after || !bench.poller.turn_until([&] { return arrived >= sent; }, kPatience)) {
    return refuse("the floor's messages do not arrive");
  }
  return (*after - *before) / static_cast<double>(sent);
}

}  // namespace

Outcome<void> run_unicast(Bench& bench) {
  bench.progress.say("unicast");
  auto floor = Floor::start();
  if (!floor) {
    return refuse(floor.error());
  }
  Audience audience(bench, bench.user_prefix("unicast"));
  if (auto opened = audience.open(); !opened) {
    return opened;
  }
  const auto meter = CpuMeter::start(bench.service);
  if (!meter) {
    return refuse(meter.error());
  }
  if (auto run = audience.run(bench.options.rate, bench.options.duration); !run) {
    return run;
  }
  const auto micros = meter->micros(bench.service);
  if (!micros) {
    return refuse(micros.error());
  }
  bench.add(Scenario::unicast,
            fmt::format("deliveries to {} users, {:.0f} a second asked", bench.options.users, bench.options.rate),
            audience.achieved(), "/s");
  bench.add(Scenario::unicast, "server CPU a notification, POST and store included",
            *micros / static_cast<double>(audience.arrived()), "us");
  if (bench.options.floor == WithFloor::yes) {
    const auto cost = floor_cost(bench, *floor, audience.frame_bytes());
    if (!cost) {
      return refuse(cost.error());
    }
    bench.add(Scenario::unicast, "floor CPU a delivery: one order read, one send()", *cost, "us");
  }
  bench.add_times(Scenario::unicast, "publish to socket", audience.times());
  return {};
}

Outcome<void> run_latency(Bench& bench) {
  bench.progress.say("latency");
  Audience audience(bench, bench.user_prefix("latency"));
  if (auto opened = audience.open(); !opened) {
    return opened;
  }
  if (auto run = audience.run(kLatencyRate, bench.options.duration); !run) {
    return run;
  }
  bench.add_times(Scenario::latency, "publish to socket at 1,000 a second", audience.times(), "< 3", "< 10");
  return {};
}

}  // namespace belfry::cli::bench
