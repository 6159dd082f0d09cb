#pragma once

#include "ports/job_store.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace belfry::memory {

/// The jobs of all users. Not thread-safe.
class MemoryJobs {
 public:
  /// A job and its place among all that were ever created.
  struct Row {
    std::uint64_t no = 0;
    Job job;
  };

  /// Null when there is none.
  const Job* find(const JobId& id) const;
  /// Of one that is not there.
  void add(Job job);
  /// All but whose it is and when it was created, of one that is there.
  void replace(Job job);
  /// What a report changes, unless it is gone or has ended.
  void replace_progress(const Job& job);
  JobPage page(const UserId& user, const JobQuery& query) const;
  std::size_t purge(Instant floor, std::size_t limit);

  /// The user's jobs in the order of creation.
  std::vector<Row> of(const UserId& user) const;
  std::size_t erase_some(const UserId& user, std::size_t batch);

 private:
  std::map<JobId, Row> rows_;
  std::uint64_t last_ = 0;
};

}  // namespace belfry::memory
