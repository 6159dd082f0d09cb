#include "belfry/client.hpp"

#include <exception>
#include <stdexcept>
#include <utility>

#include "bodies.hpp"
#include "idempotency_key.hpp"
#include "job_state.hpp"
#include "json_reader.hpp"
#include "sender.hpp"

namespace belfry {
namespace {

using client::Call;
using client::JobState;
using client::Outcome;
using std::chrono::milliseconds;

ClientOptions checked(ClientOptions options) {
  for (const milliseconds time :
       {options.request_timeout, options.give_up_after, options.end_timeout, options.longest_backoff}) {
    if (time <= milliseconds(0)) {
      throw std::invalid_argument("a timeout must be more than nothing");
    }
  }
  for (const milliseconds time : {options.flush_timeout, options.progress_interval, options.first_backoff}) {
    if (time < milliseconds(0)) {
      throw std::invalid_argument("a time must not be negative");
    }
  }
  if (options.max_queued == 0) {
    throw std::invalid_argument("max_queued must be 1 or more");
  }
  return options;
}

/// Puts a call whose answer is read by `read`, and which needs nothing but to be sent.
template <typename Result, typename Read>
std::future<std::optional<Result>> ask(client::Sender& sender, Call call, Read read) {
  auto answer = std::make_shared<std::promise<std::optional<Result>>>();
  call.done = [answer, read](const Outcome& outcome) {
    answer->set_value(outcome.kind == Outcome::Kind::sent ? std::optional(read(outcome.answer.body)) : std::nullopt);
  };
  sender.put(std::move(call));
  return answer->get_future();
}

}  // namespace

Client::Client(ClientOptions options) : sender_(std::make_shared<client::Sender>(checked(std::move(options)))) {}

Client::~Client() { sender_->close(); }

Job Client::start_job(const NewJob& job) noexcept try {
  auto state = std::make_shared<JobState>(sender_, job.watch_cancel);
  Call call{.kind = Call::Kind::start, .path = "/jobs", .body = client::body_of(job)};
  call.idempotency_key = client::make_idempotency_key();
  call.job = state;
  call.done = [state](const Outcome& outcome) {
    if (outcome.kind != Outcome::Kind::sent) {
      state->started({});
    }
  };
  sender_->put(std::move(call));
  return Job(std::move(state));
} catch (const std::exception&) {
  sender_->journal().ignored();
  return {};
}

std::future<std::optional<NotifyResult>> Client::notify(const Notification& notification) {
  Call call{.path = "/notifications", .body = client::body_of(notification)};
  call.idempotency_key = client::make_idempotency_key();
  return ask<NotifyResult>(*sender_, std::move(call), [](const std::string& body) {
    return NotifyResult{.id = client::text_member(body, "id"),
                        .accepted = client::number_member(body, "accepted").value_or(0)};
  });
}

std::future<std::optional<BroadcastResult>> Client::broadcast(const Broadcast& broadcast) {
  Call call{.path = "/broadcast", .body = client::body_of(broadcast), .repeatable = false};
  return ask<BroadcastResult>(*sender_, std::move(call), [](const std::string& body) {
    return BroadcastResult{.success_count = client::number_member(body, "successCount").value_or(0),
                           .failure_count = client::number_member(body, "failureCount").value_or(0)};
  });
}

bool Client::flush(milliseconds timeout) noexcept try {
  return sender_->flush(timeout);
} catch (const std::exception&) {
  return false;
}

ClientStats Client::stats() const noexcept { return sender_->journal().stats(); }

}  // namespace belfry
