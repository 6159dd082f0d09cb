#pragma once

#include "adapters/sqlite/sqlite_database.hpp"
#include "ports/job_store.hpp"

namespace belfry::sqlite {

/// JobStore in the same SQLite file and through the same writer as the inboxes.
class SqliteJobStore final : public JobStore {
 public:
  /// `database` outlives the store.
  explicit SqliteJobStore(SqliteDatabase& database) : database_(database) {}

  Task<Result<void>> create(Job job) override;
  Task<Result<void>> save(Job job, std::optional<PublishCommand> end) override;
  Task<Result<void>> save_progress(std::vector<Job> jobs) override;
  Task<Result<Job>> job(JobId id) override;
  Task<Result<JobPage>> jobs(UserId user, JobQuery query) override;
  Task<Result<std::size_t>> purge_jobs(Instant floor, std::size_t limit) override;

 private:
  SqliteDatabase& database_;
};

}  // namespace belfry::sqlite
