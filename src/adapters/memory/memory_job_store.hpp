#pragma once

#include "adapters/memory/memory_data.hpp"
#include "ports/job_store.hpp"

namespace belfry::memory {

/// JobStore over MemoryData.
class MemoryJobStore final : public JobStore {
 public:
  explicit MemoryJobStore(MemoryData& data) : data_(data) {}

  Task<Result<void>> create(Job job) override;
  Task<Result<void>> save(Job job, std::optional<PublishCommand> end) override;
  Task<Result<void>> save_progress(std::vector<Job> jobs) override;
  Task<Result<Job>> job(JobId id) override;
  Task<Result<JobPage>> jobs(UserId user, JobQuery query) override;
  Task<Result<std::size_t>> purge_jobs(Instant floor, std::size_t limit) override;

 private:
  MemoryData& data_;
};

}  // namespace belfry::memory
