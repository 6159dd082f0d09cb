#pragma once

#include "cli/bench/job_workers.hpp"
#include "cli/bench/scenario.hpp"
#include "cli/bench/swarm.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace belfry::cli::bench {

/// Jobs of one user each, each with its service at work and with watchers. One thread.
class JobAudience {
 public:
  struct Plan {
    std::size_t jobs = 1;
    std::size_t watchers = 1;         ///< of each job
    std::size_t reports_a_stage = 0;  ///< every so many reports of a job begin the next stage; 0: only the first
  };

  JobAudience(Bench& bench, std::string user_prefix, Plan plan);

  /// Creates the jobs and connects those who follow them.
  Outcome<void> open();

  /// Reports at an even rate, to each job in turn, until the time is up and all is answered.
  Outcome<void> run(double rate, std::chrono::seconds duration);

  const JobWorkers& workers() const { return workers_; }
  /// Milliseconds from the report to the socket, of those that are told at once.
  const Samples& told_at_once() const { return told_at_once_; }
  /// Milliseconds from the report to the socket, of those that were the latest when an update was due.
  const Samples& coalesced() const { return coalesced_; }
  /// Seconds of the last `run`, its end included.
  double seconds() const { return seconds_; }
  /// Coalesced updates a second at one watcher, of the job with the most.
  double most_updates() const;
  std::uint64_t frames() const { return told_at_once_.size() + coalesced_.size(); }

 private:
  Outcome<void> finish();
  JobReportText next_of(std::size_t job, std::uint64_t row, double expected) const;

  Bench& bench_;
  Plan plan_;
  std::string user_prefix_;
  JobWorkers workers_;
  std::unique_ptr<Swarm> swarm_;
  std::vector<std::uint64_t> updates_;  ///< coalesced ones, of each job
  Samples told_at_once_;
  Samples coalesced_;
  double seconds_ = 0;
};

}  // namespace belfry::cli::bench
