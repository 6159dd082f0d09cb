#include "cli/bench/run_bench.hpp"

#include "base/random.hpp"
#include "cli/bench/scenario.hpp"
#include "cli/run.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdio>
#include <utility>

namespace belfry::cli::bench {
namespace {

Outcome<void> run_one(Bench& bench, Scenario scenario) {
  switch (scenario) {
    case Scenario::connect: return run_connect(bench);
    case Scenario::fanout: return run_fanout(bench);
    case Scenario::burst: return run_burst(bench);
    case Scenario::unicast: return run_unicast(bench);
    case Scenario::latency: return run_latency(bench);
    case Scenario::mixed: return run_mixed(bench);
    case Scenario::publish: return run_publish(bench);
    case Scenario::jobs: return run_jobs(bench);
    case Scenario::watched: return run_watched(bench);
  }
  std::unreachable();
}

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
  }
}

int complain(const std::string& sentence, int code) {
  fmt::print(stderr, "belfry bench: {}\n", sentence);
  return code;
}

/// What was measured before a failure is told all the same.
int run_all(Bench& bench) {
  std::string failure;
  for (const Scenario scenario : bench.options.scenarios) {
    auto done = bench.settle();
    if (done) {
      done = run_one(bench, scenario);
    }
    if (!done) {
      failure = fmt::format("{}: {}", name_of(scenario), done.error());
      break;
    }
  }
  bench.progress.say("");
  const std::string report = bench.options.output == Output::json ? json_of(bench.figures) : table_of(bench.figures);
  fmt::print("{}", report);
  std::fflush(stdout);
  return failure.empty() ? kDone : complain(failure, kFailed);
}

}  // namespace

int run_bench(const BenchOptions& options) {
  raise_descriptor_limit();
  auto target = Target::parse(options.url);
  auto service = Target::parse(options.service_url.empty() ? options.url : options.service_url);
  if (!target || !service) {
    return complain(target ? service.error() : target.error(), kWrongUsage);
  }
  if (options.key.empty()) {
    return complain("no service key: give --key, or configure auth.service_keys", kWrongUsage);
  }
  auto credentials = Credentials::from(options);
  if (!credentials) {
    return complain(credentials.error(), kWrongUsage);
  }
  Bench bench{.options = options,
              .target = std::move(*target),
              .service = std::move(*service),
              .credentials = std::move(*credentials)};
  bench.run = random_text(6);
  return run_all(bench);
}

}  // namespace belfry::cli::bench
