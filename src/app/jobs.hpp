#pragma once

#include "app/job_table.hpp"
#include "ports/job_store.hpp"
#include "ports/scheduler.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace belfry::app {

/// Long operations of services that users follow and can stop (product 4). Any shard: each job belongs to the table of
/// one shard, which a hash of its id chooses.
class Jobs {
 public:
  struct Shard {
    Scheduler* scheduler = nullptr;
    JobTable* table = nullptr;  ///< lives on that shard
  };
  struct Parts {
    ShardDispatcher& dispatcher;
    std::vector<Shard> shards;
    JobStore& store;
    const Clock& clock;
    std::chrono::milliseconds stalled;  ///< 0: none ever is
  };

  explicit Jobs(Parts parts) : parts_(std::move(parts)) {}

  /// A repeat of a call has the same `suffix`, and within a day gets the job that the first one made, `changed` being
  /// false, or `idempotency_conflict` when it wants another job. Empty: no repeat, the id is drawn.
  Task<Result<JobChange>> create(NewJob wanted, std::string suffix);
  Task<Result<JobChange>> report(JobId id, JobReport report);
  /// `results` is a JSON object, as compact text; likewise below.
  Task<Result<JobChange>> complete_stage(JobId id, std::string stage, std::optional<std::string> results);
  Task<Result<JobChange>> complete(JobId id, std::optional<std::string> results);
  Task<Result<JobChange>> fail(JobId id, JobError error);

  /// With an owner, the jobs of others are `job_not_found`.
  Task<Result<JobChange>> cancel(JobId id, std::optional<UserId> owner);
  Task<Result<Job>> job(JobId id, std::optional<UserId> owner);
  Task<Result<JobPage>> list(UserId user, JobQuery query);

  /// Whether the job is cancelled: waits for that, or for another end, as long as `wait`.
  Task<Result<bool>> cancel_requested(JobId id, std::chrono::milliseconds wait);

  /// The user's jobs are gone from the store: their tables let go of them.
  Task<void> forget(UserId user);

  /// Runs, and its service has been silent for the configured time.
  bool is_stalled(const Job& job) const { return belfry::is_stalled(job, parts_.clock.now(), parts_.stalled); }

 private:
  std::uint32_t owner_of(const JobId& id) const;
  Task<Result<JobChange>> made_before(const NewJob& wanted, std::vector<JobId> ids);
  Task<Result<JobChange>> change(JobId id, JobTable::Apply apply);

  const Parts parts_;
};

}  // namespace belfry::app
