#include "delivery.hpp"

#include <algorithm>
#include <utility>

#include "bodies.hpp"
#include "job_state.hpp"
#include "verdict.hpp"

namespace belfry::client {
namespace {

std::string path_of(const Call& call) {
  const bool of_job = call.job && call.kind != Call::Kind::start;
  return of_job ? "/jobs/" + segment(call.job->id()) + call.path : call.path;
}

}  // namespace

Delivery::Delivery(Transport& transport, Journal& journal, const ClientOptions& options)
    : transport_(transport),
      journal_(journal),
      request_timeout_(options.request_timeout),
      backoff_(options.first_backoff, options.longest_backoff) {}

void Delivery::begin(Call call, Time now) {
  if (call.report) {
    call.body = body_of(*call.report);
  }
  call_ = std::move(call);
  attempts_ = 0;
  last_ = {};
  attempt(now);
}

void Delivery::attempt(Time now) {
  const auto left = std::chrono::duration_cast<milliseconds>(call_->deadline - now);
  ++attempts_;
  under_way_ = transport_.begin({
      .path = path_of(*call_),
      .body = call_->body,
      .idempotency_key = call_->idempotency_key,
      .repeatable = call_->repeatable,
      .timeout = std::clamp(left, milliseconds(1), request_timeout_),
  });
}

std::optional<Delivery::Ended> Delivery::answered(Answer answer, Time now) {
  under_way_ = 0;
  last_ = std::move(answer);
  switch (judge(*call_, last_, attempts_)) {
    case Verdict::sent: journal_.answered(); return stop(Outcome::Kind::sent, {});
    case Verdict::refused: journal_.answered(); return stop(Outcome::Kind::refused, {});
    case Verdict::uncertain: return stop(Outcome::Kind::given_up, "it may have been done and is not repeated");
    case Verdict::again: break;
  }
  const milliseconds delay = std::max(backoff_.after(attempts_), last_.retry_after.value_or(milliseconds(0)));
  if (now + delay >= call_->deadline) {
    return stop(Outcome::Kind::given_up, "could not be sent in time");
  }
  journal_.repeats(*call_, last_);
  repeat_at_ = now + delay;
  return std::nullopt;
}

void Delivery::repeat(Time now) {
  if (busy() && under_way_ == 0 && repeat_at_ <= now) {
    attempt(now);
  }
}

std::optional<Time> Delivery::next() const {
  return busy() && under_way_ == 0 ? std::optional(repeat_at_) : std::nullopt;
}

Delivery::Ended Delivery::stop(Outcome::Kind kind, std::string reason) {
  if (under_way_ != 0) {
    transport_.abort(std::exchange(under_way_, 0));
  }
  Ended ended{.call = *std::move(call_), .outcome = {.kind = kind, .reason = std::move(reason), .attempts = attempts_}};
  ended.outcome.answer = std::move(last_);
  call_.reset();
  return ended;
}

}  // namespace belfry::client
