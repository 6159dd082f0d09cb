#include "cli/bench/job_audience.hpp"
#include "cli/bench/scenario.hpp"

#include <fmt/format.h>

namespace belfry::cli::bench {
namespace {

constexpr std::size_t kReportsAStage = 50;
constexpr std::size_t kCrowd = 100;
constexpr double kSlowRate = 10;
constexpr double kFastRate = 1000;

/// Reports that were refused fail the scenario, after its figures are told.
Outcome<void> all_accepted(const JobWorkers& workers) {
  return workers.refused() == 0
             ? Outcome<void>()
             : refuse(fmt::format("{} reports were refused: {}", workers.refused(), workers.refusal()));
}

/// What one rate of reports costs the server when many watch.
struct Watched {
  double cpu_micros = 0;
  double reports = 0;
};

Outcome<Watched> watch_at(Bench& bench, double rate) {
  JobAudience audience(bench, bench.user_prefix(fmt::format("watched-{:.0f}", rate)), {.jobs = 1, .watchers = kCrowd});
  if (const auto opened = audience.open(); !opened) {
    return refuse(opened.error());
  }
  const auto meter = CpuMeter::start(bench.service);
  if (!meter) {
    return refuse(meter.error());
  }
  if (const auto run = audience.run(rate, bench.options.duration); !run) {
    return refuse(run.error());
  }
  const auto micros = meter->micros(bench.service);
  if (!micros) {
    return refuse(micros.error());
  }
  const std::string at = fmt::format("at {:.0f} reports/s: ", rate);
  bench.add(Scenario::watched, at + "reports answered",
            static_cast<double>(audience.workers().answered()) / audience.seconds(), "/s");
  bench.add(Scenario::watched, at + "updates a watcher", audience.most_updates(), "/s", "<= 11");
  bench.add(Scenario::watched, at + "frames to the watchers", static_cast<double>(audience.frames()), "");
  bench.add(Scenario::watched, at + "server CPU", *micros / 1e6, "s");
  if (const auto accepted = all_accepted(audience.workers()); !accepted) {
    return refuse(accepted.error());
  }
  return Watched{.cpu_micros = *micros, .reports = static_cast<double>(audience.workers().reported())};
}

}  // namespace

Outcome<void> run_jobs(Bench& bench) {
  bench.progress.say("jobs");
  JobAudience audience(
      bench, bench.user_prefix("jobs"),
      {.jobs = bench.options.jobs, .watchers = bench.options.watchers, .reports_a_stage = kReportsAStage});
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
  const JobWorkers& workers = audience.workers();
  const auto answered = static_cast<double>(workers.answered());
  bench.add(Scenario::jobs,
            fmt::format("reports to {} jobs, {} watchers each, {:.0f} a second asked", bench.options.jobs,
                        bench.options.watchers, bench.options.rate),
            answered / audience.seconds(), "/s");
  bench.add(Scenario::jobs, "reports refused", static_cast<double>(workers.refused()), "", "0");
  bench.add(Scenario::jobs, "server CPU a report, updates included", *micros / answered, "us");
  bench.add(Scenario::jobs, "updates a watcher, stages apart", audience.most_updates(), "/s", "<= 11");
  bench.add_times(Scenario::jobs, "told at once (next stage, written first), report to socket", audience.told_at_once(),
                  {}, "< 20");
  bench.add_times(Scenario::jobs, "age of the latest report in an update", audience.coalesced());
  bench.add_times(Scenario::jobs, "answer", workers.answers());
  return all_accepted(workers);
}

Outcome<void> run_watched(Bench& bench) {
  bench.progress.say("watched");
  const auto slow = watch_at(bench, kSlowRate);
  if (!slow) {
    return refuse(slow.error());
  }
  if (auto settled = bench.settle(); !settled) {
    return settled;
  }
  const auto fast = watch_at(bench, kFastRate);
  if (!fast) {
    return refuse(fast.error());
  }
  bench.add(Scenario::watched, "server CPU of a report more",
            (fast->cpu_micros - slow->cpu_micros) / (fast->reports - slow->reports), "us");
  return {};
}

}  // namespace belfry::cli::bench
