#include "app/jobs.hpp"

#include "app/gather.hpp"
#include "base/random.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

namespace belfry::app {
namespace {

using messages::JobNews;
using Read = Result<Job>;
using Changed = Result<JobChange>;

constexpr std::size_t kRandomCharacters = 16;

/// `job_{YYYYMMDD}_{suffix}`.
JobId make_id(Instant day, std::string_view suffix) {
  return JobId(fmt::format("job_{:%Y%m%d}_{}", fmt::gmtime(std::chrono::system_clock::to_time_t(day)), suffix));
}

Job job_of(NewJob wanted, Instant now) {
  Job job;
  job.created_at = now;
  job.updated_at = now;
  job.user = std::move(wanted.user);
  job.kind = std::move(wanted.kind);
  job.title = std::move(wanted.title);
  job.stages = std::move(wanted.stages);
  job.file_name = std::move(wanted.file_name);
  job.total_rows = wanted.total_rows;
  job.correlation_id = std::move(wanted.correlation_id);
  return job;
}

bool is_what_was_wanted(const Job& job, const NewJob& wanted) {
  return job.user == wanted.user && job.kind == wanted.kind && job.title == wanted.title &&
         job.stages == wanted.stages && job.file_name == wanted.file_name &&
         (job.status != JobStatus::queued || job.total_rows == wanted.total_rows);  // later they are the worker's
}

Task<void> run_change(JobTable& table, JobId id, JobTable::Apply apply, Reply<Changed> reply) {
  auto answer = co_await table.change(std::move(id), std::move(apply));
  reply(std::move(answer));
}
Task<void> run_create(JobTable& table, Job job, Reply<Read> reply) {
  auto answer = co_await table.create(std::move(job));
  reply(std::move(answer));
}
Task<void> run_read(JobTable& table, JobId id, Reply<Read> reply) {
  auto answer = co_await table.job(std::move(id));
  reply(std::move(answer));
}

bool is_of(const Job& job, const std::optional<UserId>& owner) { return !owner || job.user == *owner; }

}  // namespace

std::uint32_t Jobs::owner_of(const JobId& id) const {
  return static_cast<std::uint32_t>(std::hash<std::string>{}(id.str()) % parts_.shards.size());
}

Task<Result<JobChange>> Jobs::change(JobId id, JobTable::Apply apply) {
  const auto ask = [this, id, apply = std::move(apply)](std::uint32_t shard, Reply<Changed> reply) {
    const Shard& owner = parts_.shards[shard];
    owner.scheduler->spawn(run_change(*owner.table, id, apply, std::move(reply)));
  };
  std::vector<Changed> answers = co_await gather<Changed>(parts_.dispatcher, {owner_of(id)}, ask);
  co_return std::move(answers.front());
}

Task<Result<JobChange>> Jobs::made_before(const NewJob& wanted, std::vector<JobId> ids) {
  for (const JobId& id : ids) {
    auto found = co_await job(id, std::nullopt);
    if (found && !is_what_was_wanted(*found, wanted)) {
      co_return belfry::fail(ErrorCode::idempotency_conflict);
    }
    if (found) {
      co_return JobChange{.job = std::move(*found), .changed = false};
    }
    if (found.error().code != ErrorCode::job_not_found) {
      co_return belfry::fail(std::move(found.error()));
    }
  }
  co_return belfry::fail(ErrorCode::job_not_found);
}

Task<Result<JobChange>> Jobs::create(NewJob wanted, std::string suffix) {
  const Instant now = parts_.clock.now();
  Job job = job_of(wanted, now);
  job.id = make_id(now, suffix.empty() ? random_text(kRandomCharacters) : suffix);
  if (!suffix.empty()) {
    // The id holds the day, and a call may be repeated after midnight.
    auto before = co_await made_before(wanted, {job.id, make_id(now - std::chrono::days(1), suffix)});
    if (before || before.error().code != ErrorCode::job_not_found) {
      co_return before;
    }
  }
  const auto ask = [this, job](std::uint32_t shard, Reply<Read> reply) {
    const Shard& owner = parts_.shards[shard];
    owner.scheduler->spawn(run_create(*owner.table, job, std::move(reply)));
  };
  std::vector<Read> answers = co_await gather<Read>(parts_.dispatcher, {owner_of(job.id)}, ask);
  Read& created = answers.front();
  if (!created && created.error().code == ErrorCode::job_terminal && !suffix.empty()) {
    co_return co_await made_before(wanted, {job.id});  // the first call was under way
  }
  if (!created) {
    co_return belfry::fail(std::move(created.error()));
  }
  co_return JobChange{.job = std::move(*created)};
}

Task<Result<JobChange>> Jobs::report(JobId id, JobReport report) {
  return change(std::move(id), [report = std::move(report)](Job& job, Instant now) -> Result<JobEffect> {
    const auto step = belfry::report(job, report, now);
    if (!step) {
      return belfry::fail(step.error());
    }
    return JobEffect{.news = JobNews::progress, .durable = *step == JobStep::stage_changed};
  });
}

Task<Result<JobChange>> Jobs::complete_stage(JobId id, std::string stage, std::optional<std::string> results) {
  const auto apply = [stage = std::move(stage), results = std::move(results)](Job& job,
                                                                              Instant now) -> Result<JobEffect> {
    const auto done = belfry::complete_stage(job, stage, now);
    if (!done) {
      return belfry::fail(done.error());
    }
    return JobEffect{.news = JobNews::stage_complete, .stage = stage, .results = results};
  };
  return change(std::move(id), apply);
}

Task<Result<JobChange>> Jobs::complete(JobId id, std::optional<std::string> results) {
  return change(std::move(id), [results = std::move(results)](Job& job, Instant now) -> Result<JobEffect> {
    const auto done = belfry::complete(job, results, now);
    if (!done) {
      return belfry::fail(done.error());
    }
    return JobEffect{.news = JobNews::completed};
  });
}

Task<Result<JobChange>> Jobs::fail(JobId id, JobError error) {
  return change(std::move(id), [error = std::move(error)](Job& job, Instant now) -> Result<JobEffect> {
    const auto done = belfry::fail_job(job, error, now);
    if (!done) {
      return belfry::fail(done.error());
    }
    return JobEffect{.news = JobNews::failed};
  });
}

Task<Result<JobChange>> Jobs::cancel(JobId id, std::optional<UserId> owner) {
  return change(std::move(id), [owner = std::move(owner)](Job& job, Instant now) -> Result<JobEffect> {
    if (!is_of(job, owner)) {
      return belfry::fail(ErrorCode::job_not_found);
    }
    const auto cancelled = belfry::cancel(job, now);
    if (!cancelled) {
      return belfry::fail(cancelled.error());
    }
    return JobEffect{.news = JobNews::cancelled, .nothing = *cancelled == Cancelled::before};
  });
}

Task<Result<Job>> Jobs::job(JobId id, std::optional<UserId> owner) {
  const auto ask = [this, id](std::uint32_t shard, Reply<Read> reply) {
    const Shard& asked = parts_.shards[shard];
    asked.scheduler->spawn(run_read(*asked.table, id, std::move(reply)));
  };
  std::vector<Read> answers = co_await gather<Read>(parts_.dispatcher, {owner_of(id)}, ask);
  Read& answer = answers.front();
  if (answer && !is_of(*answer, owner)) {
    co_return belfry::fail(ErrorCode::job_not_found);
  }
  co_return std::move(answer);
}

Task<Result<JobPage>> Jobs::list(UserId user, JobQuery query) {
  auto page = co_await parts_.store.jobs(std::move(user), std::move(query));
  if (!page) {
    co_return page;
  }
  // The store is up to a second behind what the tables know.
  std::vector<JobId> ids;
  std::ranges::transform(page->jobs, std::back_inserter(ids), &Job::id);
  const auto ask = [this, ids = std::move(ids)](std::uint32_t shard, Reply<std::vector<Job>> reply) {
    reply(parts_.shards[shard].table->known(ids));
  };
  for (std::vector<Job>& known :
       co_await gather<std::vector<Job>>(parts_.dispatcher, all_shards(parts_.dispatcher), ask)) {
    for (Job& job : known) {
      *std::ranges::find(page->jobs, job.id, &Job::id) = std::move(job);
    }
  }
  co_return page;
}

Task<Result<bool>> Jobs::cancel_requested(JobId id, std::chrono::milliseconds wait) {
  const auto ask = [this, id, wait](std::uint32_t shard, Reply<Result<bool>> reply) {
    const Shard& owner = parts_.shards[shard];
    owner.scheduler->spawn(owner.table->await_cancel(id, wait, std::move(reply)));
  };
  std::vector<Result<bool>> answers = co_await gather<Result<bool>>(parts_.dispatcher, {owner_of(id)}, ask);
  co_return std::move(answers.front());
}

Task<void> Jobs::forget(UserId user) {
  const auto ask = [this, user](std::uint32_t shard, Reply<bool> reply) {
    parts_.shards[shard].table->forget(user);
    reply(true);
  };
  co_await gather<bool>(parts_.dispatcher, all_shards(parts_.dispatcher), ask);
}

}  // namespace belfry::app
