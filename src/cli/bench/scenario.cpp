#include "cli/bench/scenario.hpp"

#include <fmt/format.h>

#include <thread>

namespace belfry::cli::bench {
namespace {

constexpr int kLooks = 200;
constexpr std::chrono::milliseconds kBetweenLooks(50);

}  // namespace

std::string Bench::user_prefix(std::string_view scenario) const { return fmt::format("bench-{}-{}-", run, scenario); }

void Bench::add(Scenario scenario, std::string what, double value, std::string unit, std::string target_text) {
  figures.push_back({std::string(name_of(scenario)), std::move(what), value, std::move(unit), std::move(target_text)});
}

void Bench::add_times(Scenario scenario, const std::string& what, const Samples& samples, std::string p50_target,
                      std::string p99_target) {
  add(scenario, what + " p50", samples.percentile(50), "ms", std::move(p50_target));
  add(scenario, what + " p99", samples.percentile(99), "ms", std::move(p99_target));
  add(scenario, what + " max", samples.max(), "ms");
}

Outcome<void> Bench::settle() {
  for (int look = 0; look < kLooks; ++look) {
    const auto metrics = fetch_metrics(service);
    if (!metrics) {
      return refuse(metrics.error());
    }
    if (metrics->connections == 0) {
      break;  // a server that others use as well never gets there: go on after a while
    }
    std::this_thread::sleep_for(kBetweenLooks);
  }
  return {};
}

}  // namespace belfry::cli::bench
