#include "adapters/sqlite/sqlite_job_store.hpp"

#include "adapters/sqlite/job_commands.hpp"
#include "adapters/sqlite/job_queries.hpp"

#include <utility>

namespace belfry::sqlite {

Task<Result<void>> SqliteJobStore::create(Job job) {
  return database_.write<void>(StoreOperation::create_job, 1,
                               [job = std::move(job)](WriteSession& session) { return create_job(session, job); });
}

Task<Result<void>> SqliteJobStore::save(Job job, std::optional<PublishCommand> end) {
  const std::size_t rows = 1 + (end ? end->users.size() : 0);
  return database_.write<void>(
      StoreOperation::save_job, rows,
      [job = std::move(job), end = std::move(end)](WriteSession& session) { return save_job(session, job, end); });
}

Task<Result<void>> SqliteJobStore::save_progress(std::vector<Job> jobs) {
  const std::size_t rows = 1 + jobs.size();
  return database_.write<void>(
      StoreOperation::save_job_progress, rows,
      [jobs = std::move(jobs)](WriteSession& session) { return save_job_progress(session, jobs); });
}

Task<Result<Job>> SqliteJobStore::job(JobId id) {
  return database_.read<Job>(StoreOperation::find_job, [id = std::move(id)](Database& db) { return read_job(db, id); });
}

Task<Result<JobPage>> SqliteJobStore::jobs(UserId user, JobQuery query) {
  return database_.read<JobPage>(StoreOperation::list_jobs, [user = std::move(user), query = std::move(query)](
                                                                Database& db) { return read_jobs(db, user, query); });
}

Task<Result<std::size_t>> SqliteJobStore::purge_jobs(Instant floor, std::size_t limit) {
  return database_.write<std::size_t>(StoreOperation::purge_jobs, limit, [floor, limit](WriteSession& session) {
    return sqlite::purge_jobs(session, floor, limit);
  });
}

}  // namespace belfry::sqlite
