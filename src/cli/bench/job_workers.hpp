#pragma once

#include "cli/bench/http_link.hpp"
#include "cli/bench/job_requests.hpp"
#include "cli/bench/samples.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace belfry::cli::bench {

/// Services at work: each has a job and a keep-alive connection on which it reports, one report after the other, as a
/// pipeline does. What is due before the answer to the one before waits here, so that a slow server shows as latency.
/// One thread.
class JobWorkers final : private HttpLink::Owner {
 public:
  JobWorkers(Poller& poller, Target& target, std::string key);
  JobWorkers(const JobWorkers&) = delete;
  JobWorkers& operator=(const JobWorkers&) = delete;

  /// Creates one job for each of the users.
  Outcome<void> open(const std::vector<std::string>& users);
  std::vector<std::string> jobs() const;

  struct Report {
    SteadyTime at;              ///< when it was due
    bool begins_stage = false;  ///< told at once and written first; the others are coalesced
    std::size_t worker = 0;
  };
  /// The sequence number in `text` is ours.
  void report(std::size_t worker, JobReportText text);

  const Report& sent(std::uint64_t sequence) const { return reports_[sequence]; }
  std::uint64_t reported() const { return reports_.size(); }
  std::uint64_t answered() const { return accepted_ + refused_; }
  std::uint64_t accepted() const { return accepted_; }
  std::uint64_t refused() const { return refused_; }
  /// Why the first refused one was; empty when none was.
  const std::string& refusal() const { return refusal_; }
  /// Why a connection was lost; empty when none was.
  const std::string& loss() const { return loss_; }
  /// Milliseconds from when it was due to the answer.
  const Samples& answers() const { return answers_; }

 private:
  struct Worker {
    std::unique_ptr<HttpLink> link;
    std::string job = {};
    std::deque<JobReportText> waiting = {};
    bool busy = false;
  };

  void on_answer(HttpLink& link, const HttpAnswer& answer) override;
  void on_failed(HttpLink& link, std::string why) override;
  Worker& worker_of(const HttpLink& link);
  void send_next(Worker& worker);

  Poller& poller_;
  Target& target_;
  std::string key_;
  std::vector<Worker> workers_;
  std::vector<Report> reports_;
  Samples answers_;
  std::uint64_t accepted_ = 0;
  std::uint64_t refused_ = 0;
  std::string refusal_;
  std::string loss_;
};

}  // namespace belfry::cli::bench
