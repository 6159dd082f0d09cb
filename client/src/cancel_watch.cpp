#include "cancel_watch.hpp"

#include <algorithm>
#include <utility>

#include "bodies.hpp"
#include "job_state.hpp"
#include "json_reader.hpp"
#include "verdict.hpp"

namespace belfry::client {
namespace {

/// How long the server is asked to hold a poll.
constexpr std::chrono::seconds kHold{30};
/// Between two polls of a server that answers at once all the same.
constexpr std::chrono::seconds kLeastPause{1};

LogEntry entry_about_poll(const JobState& job, const Answer& answer, std::string message) {
  return {.level = LogLevel::warning,
          .message = std::move(message),
          .call = "GET /jobs/" + job.id() + "/cancel-requested",
          .job_id = job.id(),
          .status = answer.status,
          .code = answer.code,
          .request_id = answer.request_id,
          .cause = answer.cause};
}

/// An answer that the next poll would get, too.
bool is_refusal(int status) { return status >= 400 && status < 500 && status != 408 && status != 429; }

}  // namespace

CancelWatch::CancelWatch(Transport& transport, Journal& journal, const ClientOptions& options)
    : transport_(transport),
      journal_(journal),
      backoff_(options.first_backoff, options.longest_backoff),
      request_timeout_(options.request_timeout) {}

void CancelWatch::add(std::shared_ptr<JobState> job, Time now) {
  if (jobs_.size() >= kMost) {
    journal_.log(entry_about_poll(*job, {}, "too many jobs are watched; of this one only its reports tell a cancel"));
    return;
  }
  jobs_.emplace(std::move(job), Watched{.due = now});
}

void CancelWatch::begin(const JobState& job, Watched& watched, Time now) {
  watched.begun = now;
  watched.poll = transport_.begin({
      .path = "/jobs/" + segment(job.id()) + "/cancel-requested?wait=" + std::to_string(kHold.count()),
      .timeout = std::chrono::duration_cast<milliseconds>(kHold) + request_timeout_,
  });
}

bool CancelWatch::answered(Transport::Id id, const Answer& answer, Time now) {
  const auto at = std::ranges::find_if(jobs_, [id](const auto& one) { return one.second.poll == id; });
  if (at == jobs_.end()) {
    return false;
  }
  const std::shared_ptr<JobState> job = at->first;
  Watched& watched = at->second;
  watched.poll = 0;
  if (answer.code == kJobCancelled || (answer.status == 200 && is_true(answer.body, "cancelled"))) {
    job->set_cancelled();
    jobs_.erase(at);
  } else if (is_refusal(answer.status)) {
    if (!job->closed()) {
      journal_.log(entry_about_poll(*job, answer, "the job is not watched any more"));
    }
    jobs_.erase(at);
  } else {
    watched.due = due_after(watched, answer, now);
  }
  return true;
}

Time CancelWatch::due_after(Watched& watched, const Answer& answer, Time now) {
  if (answer.status == 200) {
    watched.failures = 0;
    return std::max(now, watched.begun + kLeastPause);
  }
  ++watched.failures;
  return now + std::max(backoff_.after(watched.failures), answer.retry_after.value_or(milliseconds(0)));
}

void CancelWatch::run(Time now) {
  for (auto at = jobs_.begin(); at != jobs_.end();) {
    auto& [job, watched] = *at;
    if (job->closed()) {
      transport_.abort(watched.poll);
      at = jobs_.erase(at);
      continue;
    }
    if (watched.poll == 0 && watched.due <= now) {
      begin(*job, watched, now);
    }
    ++at;
  }
}

std::optional<Time> CancelWatch::next() const {
  std::optional<Time> next;
  for (const auto& [job, watched] : jobs_) {
    if (watched.poll == 0) {
      next = std::min(next.value_or(Time::max()), watched.due);
    }
  }
  return next;
}

}  // namespace belfry::client
