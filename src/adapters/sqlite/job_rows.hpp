#pragma once

#include "adapters/sqlite/database.hpp"
#include "domain/job.hpp"

#include <string>
#include <vector>

namespace belfry::sqlite {

/// The columns of a job `j`, in the order that `job_at` reads them. The user is the caller's to know.
#define BELFRY_JOB_COLUMNS                                                                                 \
  "j.job_id, j.created_at, j.kind, j.title, j.stages, j.file_name, j.correlation_id, j.status, j.stage, "  \
  "j.progress, j.stage_progress, j.message, j.current_row, j.total_rows, j.seconds_remaining, j.results, " \
  "j.error_code, j.error_message, j.error_details, j.updated_at, j.ended_at"
inline constexpr int kJobColumns = 21;

/// The row's job. Stages that cannot be read, in a file that somebody else wrote to, are logged and missing.
Job job_at(const Query& rows, UserId user);

std::string stages_text(const std::vector<JobStage>& stages);

}  // namespace belfry::sqlite
