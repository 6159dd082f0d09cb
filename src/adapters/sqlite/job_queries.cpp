#include "adapters/sqlite/job_queries.hpp"

#include "adapters/sqlite/job_rows.hpp"

#include <utility>

namespace belfry::sqlite {
namespace {

constexpr Sql kJob = "SELECT " BELFRY_JOB_COLUMNS R"(, u.user_id
  FROM jobs AS j CROSS JOIN user_state AS u ON u.user_no = j.user_no WHERE j.job_id = ?1)";

#define BELFRY_JOBS_OF "j.user_no = (SELECT user_no FROM user_state WHERE user_id = ?1)"

constexpr Sql kNewest = "SELECT " BELFRY_JOB_COLUMNS " FROM jobs AS j INDEXED BY jobs_by_time WHERE " BELFRY_JOBS_OF R"(
    AND (j.created_at, j.job_id) < (?2, ?3)
  ORDER BY j.created_at DESC, j.job_id DESC LIMIT ?4)";

constexpr Sql kNewestUnfinished =
    "SELECT " BELFRY_JOB_COLUMNS " FROM jobs AS j INDEXED BY jobs_unfinished WHERE " BELFRY_JOBS_OF R"(
    AND j.status < 3 AND (j.created_at, j.job_id) < (?2, ?3)
  ORDER BY j.created_at DESC, j.job_id DESC LIMIT ?4)";

constexpr Sql kAfter = "SELECT " BELFRY_JOB_COLUMNS R"(, j.no FROM jobs AS j INDEXED BY jobs_by_user
  WHERE j.user_no = ?1 AND j.no > ?2 ORDER BY j.no LIMIT ?3)";

}  // namespace

Result<Job> read_job(Database& database, const JobId& id) {
  Query rows(database, kJob, id.view());
  if (!rows.next()) {
    return fail(ErrorCode::job_not_found);
  }
  return job_at(rows, UserId(rows.text(kJobColumns)));
}

JobPage read_jobs(Database& database, const UserId& user, const JobQuery& query) {
  // Before everything: no job is created at the end of time.
  const JobPosition from = query.after.value_or(JobPosition{.created_at = Instant::max(), .id = {}});
  JobPage page;
  Query rows(database, query.unfinished_only ? kNewestUnfinished : kNewest, user.view(), from.created_at,
             from.id.view(), query.limit + 1);
  while (rows.next()) {
    if (page.jobs.size() == query.limit) {
      page.next = page.jobs.empty() ? from : JobPosition{page.jobs.back().created_at, page.jobs.back().id};
      break;
    }
    page.jobs.push_back(job_at(rows, user));
  }
  return page;
}

std::vector<NumberedJob> read_jobs_after(Database& database, const UserId& user, std::int64_t user_no,
                                         std::uint64_t after, std::size_t limit) {
  std::vector<NumberedJob> jobs;
  Query rows(database, kAfter, user_no, after, limit);
  while (rows.next()) {
    jobs.push_back({.no = rows.count(kJobColumns), .job = job_at(rows, user)});
  }
  return jobs;
}

}  // namespace belfry::sqlite
