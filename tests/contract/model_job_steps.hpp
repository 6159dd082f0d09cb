#pragma once

#include "contract/model_text.hpp"
#include "contract/store_under_test.hpp"
#include "support/manual_clock.hpp"
#include "support/run_task.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace belfry::test {

/// What services do with jobs: drawn by `pick`, which answers a number in a range. Remembers the jobs that were made,
/// of which some are gone by now.
class ModelJobSteps {
 public:
  using Step = std::function<std::string(StoreUnderTest&)>;

  ModelJobSteps(std::function<int(int, int)> pick, const ManualClock& clock) : pick_(std::move(pick)), clock_(clock) {}

  /// `end` is told of a job that ends with this step, if one does.
  Step next(const UserId& user, PublishCommand end) {
    const int drawn = pick_(0, 9);
    if (drawn < 4 || made_.empty()) {
      return create(user);
    }
    if (drawn < 7) {
      return report();
    }
    return drawn < 9 ? save(std::move(end)) : purge();
  }

 private:
  Job& any() { return made_[static_cast<std::size_t>(pick_(0, static_cast<int>(made_.size()) - 1))]; }

  Step create(const UserId& user) {
    Job job;
    // Sometimes one that was there, and in no order.
    job.id = JobId("job_" + std::to_string(pick_(1, 500)));
    job.user = user;
    job.title = "t" + std::to_string(made_.size());
    job.created_at = clock_.now() - std::chrono::milliseconds(pick_(0, 2));
    job.updated_at = clock_.now();
    made_.push_back(job);
    return [job](StoreUnderTest& stores) {
      return text_of(run_task(stores.jobs().create(job)));
    };
  }

  void move(Job& job) const {
    job.status = JobStatus::running;
    job.stage = "s" + std::to_string(pick_(1, 3));
    job.progress = pick_(0, 1'000) / 10.0;
    job.message = "m" + std::to_string(pick_(1, 100));
    job.updated_at = clock_.now();
  }

  Step report() {
    std::vector<Job> moved;
    for (int count = pick_(1, 3); count > 0; --count) {
      Job job = any();
      move(job);
      moved.push_back(std::move(job));
    }
    return [moved](StoreUnderTest& stores) {
      return text_of(run_task(stores.jobs().save_progress(moved)));
    };
  }

  Step save(PublishCommand end) {
    Job& job = any();
    move(job);
    std::optional<PublishCommand> told;
    if (pick_(0, 2) > 0) {
      job.status = kJobStatuses[static_cast<std::size_t>(pick_(2, 4))];
      job.ended_at = clock_.now();
      end.users = {job.user};
      told = std::move(end);
    }
    return [job, told](StoreUnderTest& stores) {
      return text_of(run_task(stores.jobs().save(job, told)));
    };
  }

  Step purge() {
    const Instant floor = clock_.now() - std::chrono::seconds(pick_(5, 60));
    return [floor](StoreUnderTest& stores) {
      return std::to_string(run_task(stores.jobs().purge_jobs(floor, 10'000)).value());
    };
  }

  std::function<int(int, int)> pick_;
  const ManualClock& clock_;
  std::vector<Job> made_;
};

}  // namespace belfry::test
