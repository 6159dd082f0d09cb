#include <exception>
#include <memory>
#include <utility>

#include "belfry/client.hpp"
#include "bodies.hpp"
#include "job_state.hpp"
#include "sender.hpp"

namespace belfry {
namespace {

using client::Call;
using client::JobState;
using client::Outcome;
using std::chrono::milliseconds;

/// Runs what may throw for want of memory: the call is lost then and counted, and the caller's work goes on.
template <typename Work>
auto guarded(const std::shared_ptr<JobState>& state, Work work) noexcept -> decltype(work(*state)) {
  using Value = decltype(work(*state));
  if (!state) {
    return Value();
  }
  try {
    return work(*state);
  } catch (const std::exception&) {
    state->sender->journal().ignored();
    return Value();
  }
}

/// True: the job is over, and this call of it is counted.
bool is_over(JobState& state) {
  if (state.closed()) {
    state.sender->journal().ignored();
  }
  return state.closed();
}

void report_on(const std::shared_ptr<JobState>& state, Report report) noexcept {
  guarded(state, [&](JobState& job) {
    if (!is_over(job)) {
      job.sender->put_progress(
          {.kind = Call::Kind::progress, .path = "/progress", .report = std::move(report), .job = state});
    }
  });
}

/// True: the server took it in time.
bool end(const std::shared_ptr<JobState>& state, std::string path, std::string body, milliseconds patience) {
  if (!state->close()) {
    state->sender->journal().ignored();
    return false;
  }
  auto taken = std::make_shared<std::promise<bool>>();
  std::future<bool> answer = taken->get_future();
  Call call{.kind = Call::Kind::job_end, .path = std::move(path), .body = std::move(body), .job = state};
  call.done = [taken](const Outcome& outcome) {
    taken->set_value(outcome.kind == Outcome::Kind::sent);
  };
  const client::Time by = client::Clock::now() + patience;
  state->sender->put(std::move(call), patience);
  return answer.wait_until(by) == std::future_status::ready && answer.get();
}

}  // namespace

Stage::Stage(std::shared_ptr<JobState> state, std::string_view name) : state_(std::move(state)), name_(name) {}

void Stage::progress(std::uint64_t done, std::uint64_t total, std::string_view message) noexcept {
  guarded(state_, [&](JobState&) {
    Report report{.stage = name_, .message = std::string(message), .current_row = done, .total_rows = total};
    report.stage_progress = total == 0 ? 0 : 100.0 * static_cast<double>(done) / static_cast<double>(total);
    report_on(state_, std::move(report));
  });
}

void Stage::percent(double percent, std::string_view message) noexcept {
  guarded(state_, [&](JobState&) {
    report_on(state_, {.stage = name_, .stage_progress = percent, .message = std::string(message)});
  });
}

void Stage::complete(const JsonObject& results) noexcept {
  guarded(state_, [&](JobState& job) {
    if (!is_over(job)) {
      Call call{.kind = Call::Kind::stage_end, .path = "/stages/" + client::segment(name_) + "/complete"};
      call.body = client::body_of_results(results);
      call.job = state_;
      job.sender->put(std::move(call), job.sender->options().end_timeout);
    }
  });
}

Job::Job(Job&&) noexcept = default;

Job& Job::operator=(Job&& other) noexcept {
  if (this != &other) {
    abandon();
    state_ = std::move(other.state_);
  }
  return *this;
}

Job::~Job() { abandon(); }

void Job::abandon() noexcept {
  guarded(state_, [this](JobState& job) {
    if (!job.closed()) {
      end(state_, "/fail", client::body_of_failure("ABANDONED", "The work ended without a result.", {}),
          milliseconds(0));
    }
  });
}

std::string Job::id() const noexcept {
  return guarded(state_, [](JobState& job) {
    const bool answered = job.wait_for_id(job.sender->options().end_timeout);
    return answered ? job.id() : std::string();
  });
}

bool Job::cancelled() const noexcept { return state_ && state_->cancelled(); }

Stage Job::stage(std::string_view name) const { return {state_, name}; }

void Job::progress(double percent, std::string_view message) noexcept {
  guarded(state_, [&](JobState&) { report_on(state_, {.progress = percent, .message = std::string(message)}); });
}

void Job::report(Report report) noexcept { report_on(state_, std::move(report)); }

bool Job::complete(const JsonObject& results) noexcept {
  return guarded(state_, [&](JobState& job) {
    return end(state_, "/complete", client::body_of_results(results), job.sender->options().end_timeout);
  });
}

bool Job::fail(std::string_view code, std::string_view message, const JsonObject& details) noexcept {
  return guarded(state_, [&](JobState& job) {
    return end(state_, "/fail", client::body_of_failure(code, message, details), job.sender->options().end_timeout);
  });
}

}  // namespace belfry
