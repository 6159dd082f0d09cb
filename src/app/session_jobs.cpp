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
constexpr std::size_t kMaxHeld = 256;        ///< news that waits for a state
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

bool Session::JobsWatched::hold(const LiveJobPtr& news) {
  const auto is_progress_of_the_same = [&](const LiveJobPtr& other) {
    return other->message().news == JobNews::progress && other->job().id == news->job().id;
  };
  if (news->message().news == JobNews::progress) {
    std::erase_if(held, is_progress_of_the_same);
  }
  if (held.size() >= kMaxHeld) {
    return false;
  }
  held.push_back(news);
  return true;
}

bool Session::JobsWatched::name(const JobId& id, Instant told) {
  std::erase_if(jobs, [&](const Watched& one) { return one.id == id; });
  if (std::ranges::count(jobs, true, &Watched::named) >= kMaxWatched) {
    return false;
  }
  jobs.push_back({.id = id, .told = told, .named = true});
  return true;
}

void Session::tell(const LiveJobPtr& news) {
  if (!open()) {
    return;
  }
  if (record_.dialect != DialectKind::jobs) {
    return deliver_news(*news);
  }
  if (jobs_ == nullptr || (jobs_->asking > 0 && jobs_->hold(news))) {
    return;
  }
  if (jobs_->wants(news->message())) {
    deliver_news(*news);
  }
}

void Session::deliver_news(const LiveJob& news) {
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
  ++jobs_watched().asking;
  if (job == kEveryJob) {
    services_.scheduler.spawn(watch_every_job(shared_from_this()));
  } else {
    services_.scheduler.spawn(watch_job(shared_from_this(), JobId(std::move(job))));
  }
}

/// A question is answered; behind the last answer comes what was told meanwhile and is newer.
void Session::answer_watch() {
  if (--jobs_->asking > 0) {
    return;
  }
  for (const LiveJobPtr& news : std::exchange(jobs_->held, {})) {
    const auto known = std::ranges::find(jobs_->jobs, news->job().id, &JobsWatched::Watched::id);
    const bool is_old = known != jobs_->jobs.end() && news->job().updated_at < known->told;
    if (!is_old && jobs_->wants(news->message())) {
      deliver_news(*news);
    }
  }
}

Task<void> Session::watch_job(SessionPtr session, JobId id) {
  const auto job = co_await session->services_.jobs.job(id, session->user());
  if (session->closed()) {
    co_return;
  }
  if (!job) {
    session->send_error(job.error(), id.str());
  } else if (!session->jobs_->name(id, job->updated_at)) {
    session->send_error(Error(ErrorCode::overloaded), id.str());
  } else {
    session->send(messages::JobWatchChanged{JobWatch::subscribed, id.str(), job->correlation_id});
    session->send_status(*job);
  }
  session->answer_watch();
}

Task<void> Session::watch_every_job(SessionPtr session) {
  const auto page =
      co_await session->services_.jobs.list(session->user(), {.limit = kStatesAtOnce, .unfinished_only = true});
  if (session->closed()) {
    co_return;
  }
  JobsWatched& watched = *session->jobs_;
  if (!page) {
    session->send_error(page.error(), std::string(kEveryJob));
  } else {
    watched.every = true;
    session->send(messages::JobWatchChanged{JobWatch::subscribed, std::string(kEveryJob)});
    for (const Job& job : page->jobs) {
      const auto known = std::ranges::find(watched.jobs, job.id, &JobsWatched::Watched::id);
      if (known == watched.jobs.end()) {
        watched.jobs.push_back({.id = job.id, .told = job.updated_at, .named = false});
      } else {
        known->told = job.updated_at;
      }
      session->send_status(job);
    }
  }
  session->answer_watch();
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
    // One of the user's own may be named with its correlation id: it has only ended before.
    const auto ended = co_await session->services_.jobs.job(id, session->user());
    if (!session->closed()) {
      session->send(messages::ErrorMessage{
          .error = cancelled.error(), .reply_to = id.str(), .correlation_id = ended ? ended->correlation_id : ""});
    }
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
