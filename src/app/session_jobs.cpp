#include "app/jobs.hpp"
#include "app/session.hpp"

#include <algorithm>
#include <utility>

// Following jobs on a connection (product 4.3): on the `jobs` dialect those that were asked for, on the others all of
// the user's.

namespace belfry::app {
namespace {

using messages::JobMessage;
using messages::JobNews;
using messages::JobWatch;
using messages::kEveryJob;

constexpr std::ptrdiff_t kMaxWatched = 100;  ///< by name, on one connection
constexpr std::size_t kStatesAtOnce = 50;    ///< told to who asks for every job
constexpr std::size_t kHighWater = 64'000;   ///< bytes that wait; a client so far behind gets no mere progress

}  // namespace

bool Session::JobsWatched::wants(const JobMessage& news) {
  const auto found = std::ranges::find(jobs, news.job->id, &Watched::id);
  if (found == jobs.end()) {
    return every;
  }
  if (!every && !found->named) {
    return false;
  }
  // Mere progress that was on its way when the state was told is older than that.
  if (news.news == JobNews::progress && news.job->updated_at < found->told) {
    return false;
  }
  if (!found->named) {
    jobs.erase(found);  // whatever comes now is newer
  }
  return true;
}

void Session::tell(const LiveJob& news) {
  if (!open() || link_ != nullptr) {
    return;
  }
  if (record_.dialect == DialectKind::jobs && (jobs_ == nullptr || !jobs_->wants(news.message()))) {
    return;
  }
  if (news.message().news == JobNews::progress && socket_->queued_bytes() > kHighWater) {
    return;
  }
  if (const Frame::Ptr& frame = news.frame(dialect(), services_.clock)) {
    socket_->send(frame);
    count_delivered();
  }
}

void Session::greet_without_inbox() {
  send(messages::Connected{.connection_id = record_.connection_id(),
                           .user_id = entry_.user().str(),
                           .state = {},
                           .channels = {},
                           .heartbeat_seconds = services_.settings.heartbeat_seconds,
                           .max_message_bytes = services_.settings.max_message_bytes,
                           .expires_at = record_.expires_at});
  if (jobs_ != nullptr) {
    watch(std::move(jobs_->at_start));
  }
}

void Session::send_status(const Job& job) {
  send(JobMessage{
      .news = JobNews::status, .job = std::make_shared<const Job>(job), .stalled = services_.jobs.is_stalled(job)});
}

Session::JobsWatched& Session::jobs_watched() {
  if (jobs_ == nullptr) {
    jobs_ = std::make_unique<JobsWatched>();
  }
  return *jobs_;
}

void Session::watch(std::string job) {
  if (job == kEveryJob) {
    services_.scheduler.spawn(watch_every_job(shared_from_this()));
  } else {
    services_.scheduler.spawn(watch_job(shared_from_this(), JobId(std::move(job))));
  }
}

Task<void> Session::watch_job(SessionPtr session, JobId id) {
  const auto job = co_await session->services_.jobs.job(id, session->user());
  if (session->closed()) {
    co_return;
  }
  if (!job) {
    session->send_error(job.error(), id.str());
    co_return;
  }
  auto& watched = session->jobs_watched().jobs;
  std::erase_if(watched, [&](const JobsWatched::Watched& one) { return one.id == id; });
  if (std::ranges::count(watched, true, &JobsWatched::Watched::named) >= kMaxWatched) {
    session->send_error(Error(ErrorCode::overloaded), id.str());
    co_return;
  }
  watched.push_back({.id = id, .told = job->updated_at, .named = true});
  session->send(messages::JobWatchChanged{JobWatch::subscribed, id.str()});
  session->send_status(*job);
}

Task<void> Session::watch_every_job(SessionPtr session) {
  const auto page =
      co_await session->services_.jobs.list(session->user(), {.limit = kStatesAtOnce, .unfinished_only = true});
  if (session->closed()) {
    co_return;
  }
  if (!page) {
    session->send_error(page.error(), std::string(kEveryJob));
    co_return;
  }
  JobsWatched& watched = session->jobs_watched();
  watched.every = true;
  session->send(messages::JobWatchChanged{JobWatch::subscribed, std::string(kEveryJob)});
  for (const Job& job : page->jobs) {
    if (std::ranges::find(watched.jobs, job.id, &JobsWatched::Watched::id) == watched.jobs.end()) {
      watched.jobs.push_back({.id = job.id, .told = job.updated_at, .named = false});
    }
    session->send_status(job);
  }
}

void Session::unwatch(const messages::UnwatchJob& unwanted) {
  const bool every = unwanted.job == kEveryJob;
  JobsWatched& watched = jobs_watched();
  watched.every = watched.every && !every;
  std::erase_if(watched.jobs, [&](const JobsWatched::Watched& one) {
    return every ? !one.named : one.named && one.id.view() == unwanted.job;
  });
  send(messages::JobWatchChanged{JobWatch::unsubscribed, unwanted.job});
}

Task<void> Session::cancel_job(SessionPtr session, JobId id) {
  const auto cancelled = co_await session->services_.jobs.cancel(id, session->user());
  if (session->closed()) {
    co_return;
  }
  if (!cancelled) {
    session->send_error(cancelled.error(), id.str());
    co_return;
  }
  JobMessage news{.news = JobNews::cancelled, .job = std::make_shared<const Job>(cancelled->job)};
  // Who follows the job hears of the cancel with everybody else. Who does not gets an answer all the same, and so does
  // who cancels it again.
  if (!cancelled->changed || session->jobs_ == nullptr || !session->jobs_->wants(news)) {
    session->send(news);
  }
}

Task<void> Session::tell_status(SessionPtr session, JobId id) {
  const auto job = co_await session->services_.jobs.job(id, session->user());
  if (session->closed()) {
    co_return;
  }
  if (!job) {
    session->send_error(job.error(), id.str());
  } else {
    session->send_status(*job);
  }
}

}  // namespace belfry::app
