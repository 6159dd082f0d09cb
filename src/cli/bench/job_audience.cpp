#include "cli/bench/job_audience.hpp"

#include "cli/bench/pace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace belfry::cli::bench {
namespace {

constexpr std::chrono::nanoseconds kStep = std::chrono::milliseconds(1);
constexpr std::chrono::seconds kPatience(20);
/// More than this behind the rate: the server does not keep up, and the figures would only say so.
constexpr std::uint64_t kMostWaiting = 20'000;
/// An update that is due comes within two intervals of coalescing.
constexpr std::chrono::milliseconds kLastUpdates(250);

}  // namespace

JobAudience::JobAudience(Bench& bench, std::string user_prefix, Plan plan)
    : bench_(bench),
      plan_(plan),
      user_prefix_(std::move(user_prefix)),
      workers_(bench.poller, bench.service, bench.options.key),
      updates_(plan.jobs) {}

Outcome<void> JobAudience::open() {
  std::vector<std::string> users;
  for (std::size_t i = 0; i < plan_.jobs; ++i) {
    users.push_back(fmt::format("{}{}", user_prefix_, i));
  }
  if (auto opened = workers_.open(users); !opened) {
    return opened;
  }
  swarm_ = std::make_unique<Swarm>(bench_.poller, bench_.target, &bench_.credentials,
                                   SwarmPlan{.connections = plan_.jobs * plan_.watchers,
                                             .users = plan_.jobs,
                                             .user_prefix = user_prefix_,
                                             .jobs = workers_.jobs()});
  swarm_->on_message([this](std::string_view message, SteadyTime at) {
    if (const auto sequence = report_of(message)) {
      const JobWorkers::Report& report = workers_.sent(*sequence);
      (report.begins_stage ? told_at_once_ : coalesced_).add(at - report.at);
      updates_[report.worker] += report.begins_stage ? 0 : 1;
    }
  });
  return swarm_->open();
}

JobReportText JobAudience::next_of(std::size_t job, std::uint64_t row, double expected) const {
  JobReportText text{.row = row, .progress = std::min(100.0, 100.0 * static_cast<double>(row) / expected)};
  // The jobs do not begin their stages at the same moment.
  const std::uint64_t shifted = row + job;
  const bool begins = row == 0 || (plan_.reports_a_stage > 0 && shifted % plan_.reports_a_stage == 0);
  if (begins) {
    text.stage = plan_.reports_a_stage == 0 ? 0 : shifted / plan_.reports_a_stage;
  }
  return text;
}

Outcome<void> JobAudience::run(double rate, std::chrono::seconds duration) {
  const double expected = rate * std::chrono::duration<double>(duration).count() / static_cast<double>(plan_.jobs);
  const auto began = std::chrono::steady_clock::now();
  const Pace pace(rate, began);
  std::uint64_t sent = 0;
  for (auto now = began; now - began < duration && workers_.loss().empty(); now = std::chrono::steady_clock::now()) {
    for (const std::uint64_t due = pace.due(now); sent < due; ++sent) {
      workers_.report(sent % plan_.jobs, next_of(sent % plan_.jobs, sent / plan_.jobs, expected));
    }
    if (workers_.reported() - workers_.answered() > kMostWaiting) {
      return refuse(fmt::format("the server does not keep up with {} reports a second: lower --rate", rate));
    }
    bench_.poller.turn(std::min(kStep, pace.until(sent, now)));
  }
  const auto finished = finish();
  seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  if (finished) {
    bench_.poller.turn_until([] { return false; }, kLastUpdates);
  }
  return finished;
}

Outcome<void> JobAudience::finish() {
  const bool all = bench_.poller.turn_until(
      [this] {
        return workers_.answered() == workers_.reported() || !workers_.loss().empty() || !swarm_->loss().empty();
      },
      kPatience);
  if (!workers_.loss().empty() || !swarm_->loss().empty()) {
    return refuse("a connection was lost: " + (workers_.loss().empty() ? swarm_->loss() : workers_.loss()));
  }
  return all ? Outcome<void>()
             : refuse(fmt::format("{} reports are not answered after 20 seconds",
                                  workers_.reported() - workers_.answered()));
}

double JobAudience::most_updates() const {
  return static_cast<double>(*std::ranges::max_element(updates_)) / static_cast<double>(plan_.watchers) / seconds_;
}

}  // namespace belfry::cli::bench
