#include "cli/bench/crowd.hpp"
#include "cli/bench/scenario.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <memory>

namespace belfry::cli::bench {
namespace {

constexpr std::size_t kSpareDescriptors = 128;
constexpr std::size_t kMessagesPerRound = 10;
constexpr std::size_t kBurst = 10;
constexpr std::size_t kBurstsPerRound = 10;

/// As many as this process may still open beside `others`.
std::size_t connections_left(std::size_t wanted, std::size_t others) {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  const std::size_t taken = others + kSpareDescriptors;
  return limit.rlim_cur > taken ? std::min(wanted, static_cast<std::size_t>(limit.rlim_cur) - taken) : 0;
}

struct Rounds {
  Samples server;  ///< CPU microseconds a delivery
  Samples floor;
  Samples rate;  ///< deliveries a second
};

/// One round: `messages` in groups of `at_once`.
Outcome<void> measure(Bench& bench, Crowd& crowd, std::size_t messages, std::size_t at_once, Rounds& rounds) {
  const auto meter = CpuMeter::start(bench.service);
  if (!meter) {
    return refuse(meter.error());
  }
  const auto began = std::chrono::steady_clock::now();
  for (std::size_t sent = 0; sent < messages; sent += at_once) {
    if (auto done = crowd.publish(at_once); !done) {
      return done;
    }
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  const auto micros = meter->micros(bench.service);
  if (!micros) {
    return refuse(micros.error());
  }
  const auto deliveries = static_cast<double>(messages * crowd.connections());
  rounds.server.add(*micros / deliveries);
  rounds.rate.add(deliveries / took.count());
  return {};
}

Outcome<std::unique_ptr<FloorCrowd>> floor_beside(Bench& bench) {
  if (bench.options.floor == WithFloor::no) {
    return nullptr;
  }
  const std::size_t left = connections_left(bench.options.connections, bench.options.connections);
  if (left == 0) {
    return nullptr;
  }
  auto floor = Floor::start();
  if (!floor) {
    return refuse(floor.error());
  }
  return std::make_unique<FloorCrowd>(bench.poller, std::move(*floor), left);
}

Outcome<Rounds> run_rounds(Bench& bench, Scenario scenario, Crowd& crowd, FloorCrowd* floor, std::size_t messages,
                           std::size_t at_once) {
  Rounds rounds;
  for (std::size_t round = 0; round < bench.options.rounds; ++round) {
    bench.progress.say(fmt::format("{}: round {} of {}", name_of(scenario), round + 1, bench.options.rounds));
    if (const auto done = measure(bench, crowd, messages, at_once, rounds); !done) {
      return refuse(done.error());
    }
    if (floor != nullptr) {
      const auto micros = floor->send(kMessagesPerRound, at_once, crowd.frame_bytes());
      if (!micros) {
        return refuse(micros.error());
      }
      rounds.floor.add(*micros);
    }
  }
  return rounds;
}

/// What one kind of crowd is asked and what its figures are held to.
struct CrowdPlan {
  Scenario scenario;
  std::size_t messages;
  std::size_t at_once;
  std::string cpu_target;
  std::string ratio_target;
};

Outcome<void> run_crowd(Bench& bench, const CrowdPlan& plan) {
  bench.progress.say(fmt::format("{}: connecting", name_of(plan.scenario)));
  auto floor = floor_beside(bench);  // first: its process inherits what is open
  if (!floor) {
    return refuse(floor.error());
  }
  Crowd crowd(bench.poller, {bench.target, bench.service}, bench.credentials, bench.letter(),
              bench.user_prefix(name_of(plan.scenario)), bench.options.connections);
  if (auto opened = crowd.open(plan.at_once); !opened) {
    return opened;
  }
  if (auto opened = *floor ? (*floor)->open() : Outcome<void>(); !opened) {
    return opened;
  }
  if (auto warm = crowd.publish(1); !warm) {
    return warm;
  }
  const auto rounds = run_rounds(bench, plan.scenario, crowd, floor->get(), plan.messages, plan.at_once);
  if (!rounds) {
    return refuse(rounds.error());
  }
  bench.add(plan.scenario,
            fmt::format("deliveries of {} bytes to {} connections, {} at once", crowd.frame_bytes(),
                        crowd.connections(), plan.at_once),
            rounds->rate.median(), "/s");
  bench.add(plan.scenario, "server CPU a delivery, whole path", rounds->server.median(), "us", plan.cpu_target);
  if (!rounds->floor.empty()) {
    bench.add(plan.scenario, "floor CPU a delivery", rounds->floor.median(), "us");
    bench.add(plan.scenario, "server / floor", rounds->server.median() / rounds->floor.median(), "", plan.ratio_target);
  }
  bench.add_times(plan.scenario, "publish to socket", crowd.times());
  return {};
}

}  // namespace

Outcome<void> run_fanout(Bench& bench) {
  return run_crowd(bench, {Scenario::fanout, kMessagesPerRound, 1, {}, "<= 1.15"});
}

Outcome<void> run_burst(Bench& bench) {
  return run_crowd(bench, {Scenario::burst, kBurst * kBurstsPerRound, kBurst, "<= 0.80", {}});
}

}  // namespace belfry::cli::bench
