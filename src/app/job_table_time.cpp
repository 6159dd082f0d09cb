#include "app/job_table.hpp"

#include "base/log.hpp"

#include <utility>

// What of a job comes with time: updates at intervals, written progress, the look for jobs that are silent.

namespace belfry::app {

using messages::JobNews;

void JobTable::send(messages::JobMessage news) const { parts_.metrics.job_news_lost.add(parts_.tell(std::move(news))); }

void JobTable::tell(const LivePtr& live, const JobEffect& effect) {
  if (!effect.durable) {
    return tell_progress(live);
  }
  live->untold = false;  // the news says how far it is
  send({.news = effect.news,
        .job = std::make_shared<const Job>(*live->job),
        .stage = effect.stage,
        .results = effect.results});
  if (is_terminal(live->job->status)) {
    live->cancel_waiters.answer_all(live->job->status == JobStatus::cancelled);
  }
}

/// The first of a burst at once, then the latest at each tick (product 4.4).
void JobTable::tell_progress(const LivePtr& live) {
  if (live->tick_pending) {
    live->untold = true;
    return;
  }
  send({.news = JobNews::progress, .job = std::make_shared<const Job>(*live->job)});
  if (settings_.update_interval.count() > 0) {
    live->tick_pending = true;
    parts_.scheduler.after(settings_.update_interval, [this, live] { tick(live); });
  }
}

void JobTable::tick(const LivePtr& live) {
  live->tick_pending = false;
  if (std::exchange(live->untold, false)) {
    tell_progress(live);
  }
}

void JobTable::schedule_write() {
  if (!std::exchange(write_scheduled_, true)) {
    parts_.scheduler.after(settings_.write_interval, [this] { flush(); });
  }
}

void JobTable::flush() {
  write_scheduled_ = false;
  parts_.scheduler.spawn(write_progress(*this));
}

Task<void> JobTable::write_progress(JobTable& table) {
  std::vector<Job> jobs;
  std::vector<LivePtr> taken;
  for (const auto& [id, live] : table.jobs_) {
    // What is being written is newer; when that fails, the job is still dirty and comes next time.
    if (live->dirty && !live->writing) {
      live->dirty = false;
      jobs.push_back(*live->job);
      taken.push_back(live);
    } else if (live->dirty) {
      table.schedule_write();
    }
  }
  if (jobs.empty()) {
    co_return;
  }
  const auto saved = co_await table.parts_.store.save_progress(std::move(jobs));
  if (!saved) {
    log::warning("store:error", {{"operation", "save_progress"}, {"error", saved.error().log_detail}});
    for (const LivePtr& live : taken) {
      live->dirty = true;
    }
    table.schedule_write();
  }
}

void JobTable::schedule_watch() {
  parts_.scheduler.after(settings_.watch_interval, [this] {
    watch();
    schedule_watch();
  });
}

void JobTable::watch() {
  const auto floor = parts_.clock.steady_now() - settings_.idle;
  std::erase_if(jobs_, [floor](const auto& entry) {
    const Live& live = *entry.second;
    return !live.turns.busy() && !live.dirty && live.cancel_waiters.empty() && live.touched < floor;
  });
  const Instant now = parts_.clock.now();
  for (const auto& [id, live] : jobs_) {
    if (live->job && !live->stalled_told && is_stalled(*live->job, now, settings_.stalled)) {
      live->stalled_told = true;
      send({.news = JobNews::status, .job = std::make_shared<const Job>(*live->job), .stalled = true});
    }
  }
}

}  // namespace belfry::app
