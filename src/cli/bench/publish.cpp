#include "cli/bench/publisher.hpp"
#include "cli/bench/scenario.hpp"

#include <fmt/format.h>

namespace belfry::cli::bench {
namespace {

constexpr std::size_t kInFlight = 64;
constexpr std::chrono::nanoseconds kStep = std::chrono::milliseconds(1);
constexpr std::chrono::seconds kPatience(20);

}  // namespace

Outcome<void> run_publish(Bench& bench) {
  bench.progress.say("publish");
  Publisher publisher(bench.poller, bench.service, bench.letter());
  if (auto opened = publisher.open(kInFlight); !opened) {
    return opened;
  }
  const auto meter = CpuMeter::start(bench.service);
  if (!meter) {
    return refuse(meter.error());
  }
  const auto began = std::chrono::steady_clock::now();
  const std::string prefix = bench.user_prefix("publish");
  while (publisher.refusal().empty() && std::chrono::steady_clock::now() - began < bench.options.duration) {
    while (publisher.published() - publisher.accepted() < kInFlight) {
      publisher.publish(fmt::format("{}{}", prefix, publisher.published() % bench.options.users),
                        publisher.published());
    }
    bench.poller.turn(kStep);
  }
  bench.poller.turn_until([&] { return publisher.accepted() == publisher.published() || !publisher.refusal().empty(); },
                          kPatience);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  if (!publisher.refusal().empty()) {
    return refuse("a publish was refused: " + publisher.refusal());
  }
  const auto micros = meter->micros(bench.service);
  if (!micros) {
    return refuse(micros.error());
  }
  const auto accepted = static_cast<double>(publisher.accepted());
  bench.add(Scenario::publish, fmt::format("POST /notifications, {} in flight", kInFlight), accepted / took.count(),
            "/s", "the store port: > 20,000");
  bench.add(Scenario::publish, "server CPU a publish", *micros / accepted, "us");
  bench.add_times(Scenario::publish, "answer", publisher.answers());
  return {};
}

}  // namespace belfry::cli::bench
