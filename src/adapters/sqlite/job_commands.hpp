#pragma once

#include "adapters/sqlite/write_session.hpp"
#include "domain/job.hpp"
#include "ports/notification_store.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace belfry::sqlite {

// What the writer does to jobs; see JobStore and write_commands.hpp.

Result<void> create_job(WriteSession& session, const Job& job);
Result<void> save_job(WriteSession& session, const Job& job, const std::optional<PublishCommand>& end);
Result<void> save_job_progress(WriteSession& session, const std::vector<Job>& jobs);
Result<std::size_t> purge_jobs(WriteSession& session, Instant floor, std::size_t limit);

}  // namespace belfry::sqlite
