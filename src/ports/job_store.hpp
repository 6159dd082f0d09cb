#pragma once

#include "base/result.hpp"
#include "base/task.hpp"
#include "domain/job.hpp"
#include "ports/notification_store.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace belfry {

/// Where a page of a user's jobs begins: behind this one.
struct JobPosition {
  Instant created_at;
  JobId id;

  friend bool operator==(const JobPosition&, const JobPosition&) = default;
};

struct JobQuery {
  std::size_t limit = 50;
  std::optional<JobPosition> after = std::nullopt;  ///< nothing: from the newest
  bool unfinished_only = false;
};

struct JobPage {
  std::vector<Job> jobs;  ///< the newest first; those of one millisecond by id, the greatest first
  std::optional<JobPosition> next = std::nullopt;
};

/// The jobs of all users (product 4.1). Callable from any shard; durable when answered. A record is written whole: who
/// is allowed to do what is the state machine's matter, and one shard of one node owns each job that runs.
class JobStore {
 public:
  virtual ~JobStore() = default;

  /// Writes a job that is not there. `job_terminal` when one of this id is.
  virtual Task<Result<void>> create(Job job) = 0;

  /// Writes the job as it is now, and in the same transaction the notification of its end, if there is one, as
  /// NotificationStore::append does. `job_not_found` when it is not there (erased meanwhile): then nothing is written.
  virtual Task<Result<void>> save(Job job, std::optional<PublishCommand> end) = 0;

  /// Progress of many jobs in one transaction; those that are not there, or have ended in the store, are passed over.
  virtual Task<Result<void>> save_progress(std::vector<Job> jobs) = 0;

  /// `job_not_found`.
  virtual Task<Result<Job>> job(JobId id) = 0;

  virtual Task<Result<JobPage>> jobs(UserId user, JobQuery query) = 0;

  /// Removes jobs that ended before `floor`, at most `limit`; how many it removed.
  virtual Task<Result<std::size_t>> purge_jobs(Instant floor, std::size_t limit) = 0;
};

}  // namespace belfry
