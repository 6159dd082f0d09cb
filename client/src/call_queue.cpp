#include "call_queue.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "job_state.hpp"

namespace belfry::client {

std::optional<Call> CallQueue::push(Call call) {
  std::optional<Call> evicted;
  if (calls_.size() >= limit_) {
    const auto oldest = std::ranges::find_if(calls_, [](const Call& waiting) { return waiting.report.has_value(); });
    if (oldest != calls_.end()) {
      evicted = remove(oldest);
    }
  }
  if (call.job) {
    // What it reported last goes out before it, and at once.
    if (const auto found = progress_.find(call.job.get()); found != progress_.end()) {
      found->second->due = {};
    }
    call.job->pace.last_fixed = last_order_ + 1;
  }
  append(std::move(call));
  return evicted;
}

CallQueue::Pushed CallQueue::push_progress(Call call, Time now) {
  const JobState* job = call.job.get();
  call.due = due_of(call, now);
  call.job->pace.stage = call.report->stage;
  call.job->pace.any = true;
  if (const auto found = progress_.find(job); found != progress_.end()) {
    Call& waiting = *found->second;
    if (waiting.order > call.job->pace.last_fixed) {
      call.order = waiting.order;
      call.due = std::min(call.due, waiting.due);
      std::swap(waiting, call);
      const bool sooner = waiting.due < call.due;
      return {.dropped = std::move(call), .sooner = sooner};
    }
    Call stale = remove(found->second);
    progress_[job] = append(std::move(call));
    return {.dropped = std::move(stale), .sooner = true};
  }
  if (calls_.size() >= limit_) {
    return {.dropped = std::move(call)};
  }
  progress_[job] = append(std::move(call));
  return {.sooner = true};
}

std::optional<Call> CallQueue::take(Time now) {
  const auto due = std::ranges::find_if(calls_, [now](const Call& call) { return call.due <= now; });
  if (due == calls_.end()) {
    return std::nullopt;
  }
  if (due->report) {
    due->job->pace.next = now + interval_;
  }
  return remove(due);
}

std::optional<Time> CallQueue::next_due() const {
  const auto first = std::ranges::min_element(calls_, {}, &Call::due);
  return first == calls_.end() ? std::nullopt : std::optional(first->due);
}

void CallQueue::hurry() {
  for (Call& call : calls_) {
    call.due = {};
  }
}

Call CallQueue::remove(Place place) {
  if (place->report) {
    progress_.erase(place->job.get());
  }
  Call call = std::move(*place);
  calls_.erase(place);
  return call;
}

CallQueue::Place CallQueue::append(Call call) {
  call.order = ++last_order_;
  calls_.push_back(std::move(call));
  return std::prev(calls_.end());
}

Time CallQueue::due_of(const Call& call, Time now) const {
  const JobState::Pace& pace = call.job->pace;
  return !pace.any || pace.stage != call.report->stage ? now : std::max(now, pace.next);
}

}  // namespace belfry::client
