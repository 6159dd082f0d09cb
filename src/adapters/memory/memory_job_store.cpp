#include "adapters/memory/memory_job_store.hpp"

#include "adapters/memory/memory_publish.hpp"

#include <utility>

namespace belfry::memory {

Task<Result<void>> MemoryJobStore::create(Job job) {
  co_return data_.write([&](MemoryModel& model, MemoryData::Events&) -> Result<void> {
    if (model.jobs.find(job.id) != nullptr) {
      return fail(ErrorCode::job_terminal);
    }
    model.jobs.add(std::move(job));
    return {};
  });
}

Task<Result<void>> MemoryJobStore::save(Job job, std::optional<PublishCommand> end) {
  co_return data_.write([&](MemoryModel& model, MemoryData::Events& events) -> Result<void> {
    if (model.jobs.find(job.id) == nullptr) {
      return fail(ErrorCode::job_not_found);
    }
    if (end) {
      if (auto published = publish_to_users(model, *end, events); !published) {
        return fail(std::move(published.error()));
      }
    }
    model.jobs.replace(std::move(job));
    return {};
  });
}

Task<Result<void>> MemoryJobStore::save_progress(std::vector<Job> jobs) {
  co_return data_.write([&](MemoryModel& model, MemoryData::Events&) -> Result<void> {
    for (const Job& job : jobs) {
      model.jobs.replace_progress(job);
    }
    return {};
  });
}

Task<Result<Job>> MemoryJobStore::job(JobId id) {
  co_return data_.read([&](MemoryModel& model) -> Result<Job> {
    const Job* found = model.jobs.find(id);
    if (found == nullptr) {
      return fail(ErrorCode::job_not_found);
    }
    return *found;
  });
}

Task<Result<JobPage>> MemoryJobStore::jobs(UserId user, JobQuery query) {
  co_return data_.read([&](MemoryModel& model) { return model.jobs.page(user, query); });
}

Task<Result<std::size_t>> MemoryJobStore::purge_jobs(Instant floor, std::size_t limit) {
  co_return data_.write([&](MemoryModel& model, MemoryData::Events&) { return model.jobs.purge(floor, limit); });
}

}  // namespace belfry::memory
