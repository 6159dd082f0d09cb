#include "adapters/sqlite/job_commands.hpp"

#include "adapters/sqlite/job_rows.hpp"
#include "adapters/sqlite/write_commands.hpp"

#include <utility>

namespace belfry::sqlite {
namespace {

constexpr Sql kExists = "SELECT 1 FROM jobs WHERE job_id = ?1";

constexpr Sql kInsert = R"(
  INSERT INTO jobs
    (job_id, user_no, created_at, kind, title, stages, file_name, correlation_id, status, stage, progress,
     stage_progress, message, current_row, total_rows, seconds_remaining, results, error_code, error_message,
     error_details, updated_at, ended_at)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22))";

// Whose it is and when it was created never changes.
constexpr Sql kUpdate = R"(
  UPDATE jobs SET
    kind = ?2, title = ?3, stages = ?4, file_name = ?5, correlation_id = ?6, status = ?7, stage = ?8, progress = ?9,
    stage_progress = ?10, message = ?11, current_row = ?12, total_rows = ?13, seconds_remaining = ?14, results = ?15,
    error_code = ?16, error_message = ?17, error_details = ?18, updated_at = ?19, ended_at = ?20
  WHERE job_id = ?1)";

// Only what a report changes; `status` of one that ended stays what it is.
constexpr Sql kProgress = R"(
  UPDATE jobs SET
    status = ?2, stage = ?3, progress = ?4, stage_progress = ?5, message = ?6, current_row = ?7, total_rows = ?8,
    seconds_remaining = ?9, updated_at = ?10
  WHERE job_id = ?1 AND status < 3)";
static_assert(static_cast<int>(JobStatus::queued) < 3 && static_cast<int>(JobStatus::running) < 3);
static_assert(static_cast<int>(JobStatus::completed) >= 3 && static_cast<int>(JobStatus::failed) >= 3 &&
              static_cast<int>(JobStatus::cancelled) >= 3);

constexpr Sql kPurge = R"(
  DELETE FROM jobs WHERE no IN (
    SELECT no FROM jobs INDEXED BY jobs_by_end WHERE ended_at < ?1 ORDER BY ended_at LIMIT ?2))";

bool exists(WriteSession& session, const JobId& id) {
  Query rows(session.db(), kExists, id.view());
  return rows.next();
}

/// An error as its three columns.
struct ErrorColumns {
  explicit ErrorColumns(const std::optional<JobError>& error)
      : code(error ? std::optional(error->code) : std::nullopt),
        message(error ? std::optional(error->message) : std::nullopt),
        details(error ? error->details : std::nullopt) {}

  std::optional<std::string> code;
  std::optional<std::string> message;
  std::optional<std::string> details;
};

void update(WriteSession& session, const Job& job) {
  const ErrorColumns error(job.error);
  session.db().run(kUpdate, job.id.view(), job.kind, job.title, stages_text(job.stages), job.file_name,
                   job.correlation_id, static_cast<int>(job.status), job.stage, job.progress, job.stage_progress,
                   job.message, job.current_row, job.total_rows, job.seconds_remaining, job.results, error.code,
                   error.message, error.details, job.updated_at, job.ended_at);
}

}  // namespace

Result<void> create_job(WriteSession& session, const Job& job) {
  if (exists(session, job.id)) {
    return fail(ErrorCode::job_terminal);
  }
  const ErrorColumns error(job.error);
  session.db().run(kInsert, job.id.view(), session.user(job.user).no, job.created_at, job.kind, job.title,
                   stages_text(job.stages), job.file_name, job.correlation_id, static_cast<int>(job.status), job.stage,
                   job.progress, job.stage_progress, job.message, job.current_row, job.total_rows,
                   job.seconds_remaining, job.results, error.code, error.message, error.details, job.updated_at,
                   job.ended_at);
  return {};
}

Result<void> save_job(WriteSession& session, const Job& job, const std::optional<PublishCommand>& end) {
  if (!exists(session, job.id)) {
    return fail(ErrorCode::job_not_found);
  }
  // First, because it may refuse: nothing is written then.
  if (end) {
    if (auto published = append(session, *end); !published) {
      return fail(std::move(published.error()));
    }
  }
  update(session, job);
  return {};
}

Result<void> save_job_progress(WriteSession& session, const std::vector<Job>& jobs) {
  for (const Job& job : jobs) {
    session.db().run(kProgress, job.id.view(), static_cast<int>(job.status), job.stage, job.progress,
                     job.stage_progress, job.message, job.current_row, job.total_rows, job.seconds_remaining,
                     job.updated_at);
  }
  return {};
}

Result<std::size_t> purge_jobs(WriteSession& session, Instant floor, std::size_t limit) {
  session.db().run(kPurge, floor, limit);
  return static_cast<std::size_t>(session.db().changes());
}

}  // namespace belfry::sqlite
