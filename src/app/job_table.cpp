#include "app/job_table.hpp"

#include "app/job_end.hpp"
#include "base/log.hpp"

#include <utility>

// Changes of a job: whose turn it is, what is written, what is told at once.

namespace belfry::app {
namespace {

using messages::JobNews;

void log_change(const Job& job, const JobEffect& effect) {
  const log::Level level = effect.news == JobNews::progress ? log::Level::debug : log::Level::info;
  if (log::enabled(level)) {
    log::write(level, "job:changed",
               {{"jobId", job.id.view()},
                {"userId", job.user.view()},
                {"news", name_of(effect.news)},
                {"stage", job.stage},
                {"correlationId", job.correlation_id}});
  }
}

}  // namespace

JobTable::~JobTable() {
  for (const auto& [id, live] : jobs_) {
    live->turns.abandon();  // those who wait hold the job that holds them
  }
}

JobTable::LivePtr JobTable::entry_of(const JobId& id) {
  LivePtr& entry = jobs_[id.str()];
  if (entry == nullptr) {
    entry = std::make_shared<Live>(settings_.max_waiting);
  }
  entry->touched = parts_.clock.steady_now();
  return entry;
}

void JobTable::drop(const JobId& id, const LivePtr& live) {
  live->gone = true;
  live->cancel_waiters.answer_all(false);
  if (const auto found = jobs_.find(id.str()); found != jobs_.end() && found->second == live) {
    jobs_.erase(found);
  }
}

Task<Result<void>> JobTable::load(LivePtr live, JobId id) {
  if (live->gone) {
    co_return fail(ErrorCode::job_not_found);
  }
  if (live->job) {
    co_return Result<void>{};
  }
  auto read = co_await parts_.store.job(id);
  if (!read) {
    drop(id, live);
    co_return fail(std::move(read.error()));
  }
  live->job = std::move(*read);
  co_return Result<void>{};
}

Task<Result<Job>> JobTable::create(Job job) {
  const auto created = co_await parts_.store.create(job);
  if (!created) {
    co_return fail(created.error());
  }
  entry_of(job.id)->job = job;
  parts_.metrics.jobs_created.add();
  log::info("job:created", {{"jobId", job.id.view()},
                            {"userId", job.user.view()},
                            {"kind", job.kind},
                            {"correlationId", job.correlation_id}});
  co_return job;
}

Task<Result<JobChange>> JobTable::change(JobId id, Apply apply) {
  const LivePtr live = entry_of(id);
  const auto turn = co_await live->turns.take();
  if (!turn) {
    co_return fail(turn.error());
  }
  const auto loaded = co_await load(live, id);
  if (!loaded) {
    co_return fail(loaded.error());
  }
  Job next = *live->job;
  const Instant now = parts_.clock.now();
  const auto effect = apply(next, now);
  if (!effect) {
    co_return fail(effect.error());
  }
  if (effect->nothing) {
    co_return JobChange{.job = std::move(next), .changed = false};
  }
  estimate(*live, next, *effect, now);
  if (effect->durable) {
    const auto written = co_await write(live, next);
    if (!written) {
      co_return fail(written.error());
    }
  } else {
    live->dirty = true;
    schedule_write();
  }
  live->job = next;
  live->stalled_told = false;
  log_change(next, *effect);
  count(next, *effect);
  tell(live, *effect);
  co_return JobChange{.job = std::move(next)};
}

void JobTable::count(const Job& job, const JobEffect& effect) const {
  if (effect.news == JobNews::progress) {
    parts_.metrics.job_reports.add();
  } else if (is_terminal(job.status)) {
    parts_.metrics.jobs_ended[index_of(job.status)].add();
  }
}

void JobTable::estimate(Live& live, Job& next, const JobEffect& effect, Instant now) {
  if (is_terminal(next.status)) {
    return;
  }
  live.left.observe(next.progress, now);
  if (effect.news == JobNews::progress) {
    live.own_figure = next.seconds_remaining.has_value();
  }
  if (!live.own_figure) {
    next.seconds_remaining = live.left.seconds();
  }
}

Task<Result<void>> JobTable::write(LivePtr live, Job next) {
  auto end = end_notification(next, parts_.clock.now());
  const std::string type = end ? end->notification->type : std::string();
  const JobId id = next.id;
  live->writing = true;
  auto saved = co_await parts_.store.save(std::move(next), std::move(end));
  live->writing = false;
  if (!saved) {
    if (saved.error().code == ErrorCode::job_not_found) {
      drop(id, live);
    }
    co_return saved;
  }
  live->dirty = false;
  if (!type.empty()) {
    parts_.on_end(type);
  }
  co_return saved;
}

Task<Result<Job>> JobTable::job(JobId id) {
  if (const auto found = jobs_.find(id.str()); found != jobs_.end() && found->second->job) {
    co_return *found->second->job;
  }
  co_return co_await parts_.store.job(id);
}

std::vector<Job> JobTable::known(const std::vector<JobId>& ids) const {
  std::vector<Job> jobs;
  for (const JobId& id : ids) {
    if (const auto found = jobs_.find(id.str()); found != jobs_.end() && found->second->job) {
      jobs.push_back(*found->second->job);
    }
  }
  return jobs;
}

void JobTable::forget(const UserId& user) {
  std::vector<std::pair<JobId, LivePtr>> theirs;
  for (const auto& [id, live] : jobs_) {
    if (live->job && live->job->user == user) {
      theirs.emplace_back(JobId(id), live);
    }
  }
  for (const auto& [id, live] : theirs) {
    drop(id, live);
  }
}

Task<void> JobTable::await_cancel(JobId id, std::chrono::milliseconds wait, CancelWaiters::Answer answer) {
  const LivePtr live = entry_of(id);
  const auto turn = co_await live->turns.take();
  if (!turn) {
    answer(fail(turn.error()));
    co_return;
  }
  const auto loaded = co_await load(live, id);
  if (!loaded) {
    answer(fail(loaded.error()));
  } else if (is_terminal(live->job->status) || wait.count() == 0 || ending_) {
    answer(live->job->status == JobStatus::cancelled);
  } else {
    live->cancel_waiters.add(parts_.scheduler, wait, std::move(answer));
  }
}

void JobTable::release_waiters() {
  ending_ = true;
  for (const auto& [id, live] : jobs_) {
    live->cancel_waiters.answer_all(false);
  }
}

}  // namespace belfry::app
