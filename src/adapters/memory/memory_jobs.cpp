#include "adapters/memory/memory_jobs.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace belfry::memory {
namespace {

JobPosition position_of(const Job& job) { return {.created_at = job.created_at, .id = job.id}; }

auto order_of(const JobPosition& position) { return std::pair(position.created_at, position.id); }

}  // namespace

const Job* MemoryJobs::find(const JobId& id) const {
  const auto found = rows_.find(id);
  return found == rows_.end() ? nullptr : &found->second.job;
}

void MemoryJobs::add(Job job) {
  JobId id = job.id;
  rows_.emplace(std::move(id), Row{.no = ++last_, .job = std::move(job)});
}

void MemoryJobs::replace(Job job) {
  Job& kept = rows_.at(job.id).job;
  job.user = kept.user;
  job.created_at = kept.created_at;
  kept = std::move(job);
}

void MemoryJobs::replace_progress(const Job& job) {
  const auto found = rows_.find(job.id);
  if (found == rows_.end() || is_terminal(found->second.job.status)) {
    return;
  }
  Job& kept = found->second.job;
  kept.status = job.status;
  kept.stage = job.stage;
  kept.progress = job.progress;
  kept.stage_progress = job.stage_progress;
  kept.message = job.message;
  kept.current_row = job.current_row;
  kept.total_rows = job.total_rows;
  kept.seconds_remaining = job.seconds_remaining;
  kept.updated_at = job.updated_at;
}

JobPage MemoryJobs::page(const UserId& user, const JobQuery& query) const {
  std::vector<Job> behind;
  for (const auto& [id, row] : rows_) {
    const bool wanted = row.job.user == user && !(query.unfinished_only && is_terminal(row.job.status));
    if (wanted && (!query.after || order_of(position_of(row.job)) < order_of(*query.after))) {
      behind.push_back(row.job);
    }
  }
  std::ranges::sort(behind, std::greater{}, [](const Job& job) { return order_of(position_of(job)); });
  JobPage page{.jobs = std::move(behind), .next = {}};
  if (page.jobs.size() > query.limit) {
    page.jobs.resize(query.limit);
    page.next = page.jobs.empty() ? query.after : position_of(page.jobs.back());
  }
  return page;
}

std::size_t MemoryJobs::purge(Instant floor, std::size_t limit) {
  std::vector<Job> old;
  for (const auto& [id, row] : rows_) {
    if (row.job.ended_at && *row.job.ended_at < floor) {
      old.push_back(row.job);
    }
  }
  std::ranges::sort(old, {}, &Job::ended_at);
  old.resize(std::min(old.size(), limit));
  for (const Job& job : old) {
    rows_.erase(job.id);
  }
  return old.size();
}

std::vector<MemoryJobs::Row> MemoryJobs::of(const UserId& user) const {
  std::vector<Row> rows;
  for (const auto& [id, row] : rows_) {
    if (row.job.user == user) {
      rows.push_back(row);
    }
  }
  std::ranges::sort(rows, {}, &Row::no);
  return rows;
}

std::size_t MemoryJobs::erase_some(const UserId& user, std::size_t batch) {
  std::size_t erased = 0;
  for (const Row& row : of(user)) {
    erased += erased < batch ? rows_.erase(row.job.id) : 0;
  }
  return erased;
}

}  // namespace belfry::memory
