#pragma once

#include "adapters/sqlite/database.hpp"
#include "ports/job_store.hpp"

#include <cstdint>
#include <vector>

namespace belfry::sqlite {

// What readers ask of the jobs; see JobStore. Faults of the connection are the caller's to see.

Result<Job> read_job(Database& database, const JobId& id);
JobPage read_jobs(Database& database, const UserId& user, const JobQuery& query);

/// A job and the number of its row, which grows in the order of creation.
struct NumberedJob {
  std::uint64_t no = 0;
  Job job;
};
/// The user's jobs behind a number, by number.
std::vector<NumberedJob> read_jobs_after(Database& database, const UserId& user, std::int64_t user_no,
                                         std::uint64_t after, std::size_t limit);

}  // namespace belfry::sqlite
