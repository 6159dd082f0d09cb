#include "sender.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "job_state.hpp"
#include "json_reader.hpp"
#include "verdict.hpp"

namespace belfry::client {
namespace {

constexpr milliseconds kLongestWait{60'000};

}  // namespace

Sender::Sender(ClientOptions options)
    : options_(std::move(options)),
      journal_(options_.log),
      transport_(options_.url, options_.service_key),
      delivery_(transport_, journal_, options_),
      watch_(transport_, journal_, options_),
      queue_(options_.max_queued, options_.progress_interval),
      thread_([this] { run(); }) {}

Sender::~Sender() { close(); }

void Sender::put(Call call, milliseconds patience) {
  std::unique_lock lock(mutex_);
  call.deadline = Clock::now() + options_.give_up_after;
  room_.wait_for(lock, patience, [this] { return close_by_ || queue_.has_room(); });
  if (close_by_ || !queue_.has_room()) {
    const Outcome::Kind kind = close_by_ ? Outcome::Kind::ignored : Outcome::Kind::given_up;
    lock.unlock();
    settle(call, {.kind = kind, .reason = "no room in the queue"});
    return;
  }
  const std::optional<Call> evicted = queue_.push(std::move(call));
  lock.unlock();
  transport_.wake();
  if (evicted) {
    settle(*evicted, {.kind = Outcome::Kind::replaced});
  }
}

void Sender::put_progress(Call call) {
  const Time now = Clock::now();
  call.deadline = now + options_.give_up_after;
  CallQueue::Pushed pushed;
  {
    const std::lock_guard lock(mutex_);
    if (close_by_) {
      journal_.ignored();
      return;
    }
    pushed = queue_.push_progress(std::move(call), now);
  }
  // Most reports take the place of one that the thread waits for already: those cost no system call.
  if (pushed.sooner) {
    transport_.wake();
  }
  if (pushed.dropped) {
    settle(*pushed.dropped, {.kind = Outcome::Kind::replaced});
  }
}

bool Sender::flush(milliseconds timeout) {
  std::unique_lock lock(mutex_);
  queue_.hurry();
  hurry_ = true;
  transport_.wake();
  return idle_.wait_for(lock, timeout, [this] { return queue_.empty() && !busy_; });
}

void Sender::close() {
  {
    const std::lock_guard lock(mutex_);
    if (!close_by_) {
      close_by_ = Clock::now() + options_.flush_timeout;
      queue_.hurry();
      hurry_ = true;
    }
  }
  room_.notify_all();
  transport_.wake();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void Sender::run() {
  try {
    send_until_closed();
  } catch (const std::exception&) {
    // Out of memory, for nothing else throws here: the work goes on without its reports.
    journal_.stopped();
    const std::lock_guard lock(mutex_);
    close_by_ = Clock::now();
    queue_.hurry();
  }
  room_.notify_all();
  give_up_the_rest();
}

void Sender::send_until_closed() {
  Time now = Clock::now();
  while (!is_over(now)) {
    feed(now);
    const std::vector<Transport::Finished> finished = transport_.wait(time_to_wait(now));
    now = Clock::now();
    for (const Transport::Finished& one : finished) {
      if (!delivery_.owns(one.id)) {
        watch_.answered(one.id, one.answer, now);
      } else if (auto ended = delivery_.answered(one.answer, now)) {
        end(*std::move(ended), now);
      }
    }
  }
}

bool Sender::is_over(Time now) {
  const std::lock_guard lock(mutex_);
  return close_by_ && (now >= *close_by_ || (queue_.empty() && !busy_));
}

void Sender::feed(Time now) {
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(hurry_, false)) {
      delivery_.hurry();
    }
  }
  if (delivery_.next() && *delivery_.next() <= now) {
    std::unique_lock lock(mutex_);
    const bool is_stale = queue_.is_stale(*delivery_.call());
    lock.unlock();
    if (is_stale) {
      end(delivery_.stop(Outcome::Kind::replaced, {}), now);
    }
  }
  delivery_.repeat(now);
  while (!delivery_.busy()) {
    std::optional<Call> call = take(now);
    if (!call) {
      break;
    }
    if (call->job && call->job->ended()) {
      end({.call = *std::move(call), .outcome = {.kind = Outcome::Kind::ignored}}, now);
    } else if (call->deadline <= now) {
      const Outcome late{.kind = Outcome::Kind::given_up, .reason = "could not be sent in time"};
      end({.call = *std::move(call), .outcome = late}, now);
    } else {
      delivery_.begin(*std::move(call), now);
    }
  }
  watch_.run(now);
}

std::optional<Call> Sender::take(Time now) {
  std::optional<Call> call;
  {
    const std::lock_guard lock(mutex_);
    call = queue_.take(now);
    busy_ = call.has_value();
  }
  if (call) {
    room_.notify_one();
  }
  return call;
}

milliseconds Sender::time_to_wait(Time now) {
  Time until = now + kLongestWait;
  const auto heed_time = [&until](std::optional<Time> time) {
    until = std::min(until, time.value_or(until));
  };
  heed_time(delivery_.next());
  heed_time(watch_.next());
  {
    const std::lock_guard lock(mutex_);
    heed_time(close_by_);
    if (!busy_) {
      heed_time(queue_.next_due());
    }
  }
  return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(until - now));
}

void Sender::end(Delivery::Ended ended, Time now) {
  // Who waits for the call finds what it meant for the job, and its line in the log, when it hears of it.
  journal_.ended(ended.call, ended.outcome);
  heed(ended.call, ended.outcome, now);
  if (ended.call.done) {
    ended.call.done(ended.outcome);
  }
  bool is_idle = false;
  {
    const std::lock_guard lock(mutex_);
    busy_ = false;
    is_idle = queue_.empty();
  }
  if (is_idle) {
    idle_.notify_all();
  }
}

void Sender::heed(const Call& call, const Outcome& outcome, Time now) {
  if (!call.job) {
    return;
  }
  if (call.kind == Call::Kind::start) {
    const bool sent = outcome.kind == Outcome::Kind::sent;
    call.job->started(sent ? text_member(outcome.answer.body, "jobId") : "");
    if (call.job->watch_cancel && !call.job->closed()) {
      watch_.add(call.job, now);
    }
    return;
  }
  if (call.kind == Call::Kind::job_end && outcome.kind == Outcome::Kind::sent) {
    call.job->end();
  }
  if (outcome.kind != Outcome::Kind::refused) {
    return;
  }
  if (outcome.answer.code == kJobCancelled) {
    call.job->set_cancelled();
  } else if (outcome.answer.code == kJobTerminal || outcome.answer.status == 404) {
    call.job->end();
  }
}

void Sender::give_up_the_rest() {
  const Time now = Clock::now();
  const std::string reason = "closed before it was sent";
  // Nothing is put in any more, and `close` made all that waits due.
  if (delivery_.busy()) {
    end(delivery_.stop(Outcome::Kind::given_up, reason), now);
  }
  while (std::optional<Call> call = take(now)) {
    const bool is_void = call->job && call->job->ended();
    const Outcome outcome{.kind = is_void ? Outcome::Kind::ignored : Outcome::Kind::given_up, .reason = reason};
    end({.call = *std::move(call), .outcome = outcome}, now);
  }
}

void Sender::settle(const Call& call, const Outcome& outcome) {
  journal_.ended(call, outcome);
  if (call.done) {
    call.done(outcome);
  }
}

}  // namespace belfry::client
