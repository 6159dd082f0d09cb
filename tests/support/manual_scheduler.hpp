#pragma once

#include "ports/scheduler.hpp"
#include "support/manual_clock.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <deque>
#include <functional>
#include <map>
#include <utility>

namespace belfry::test {

/// A shard whose loop turns when the test says so, on the test's own clock.
class ManualScheduler final : public Scheduler {
 public:
  explicit ManualScheduler(ManualClock& clock) : clock_(clock) {}

  std::uint32_t shard() const override { return 0; }
  void post(std::move_only_function<void()> job) override { ready_.push_back(std::move(job)); }
  void after(std::chrono::milliseconds delay, std::move_only_function<void()> job) override {
    timers_.emplace(clock_.steady_now() + delay, std::move(job));
  }
  void spawn(Task<void> task) override {
    boost::asio::co_spawn(context_.get_executor(), std::move(task), [](const std::exception_ptr& thrown) {
      if (thrown) {
        std::rethrow_exception(thrown);
      }
    });
  }

  /// Runs everything that can run without time passing.
  void run() {
    for (;;) {
      context_.restart();
      const bool ran = context_.poll() > 0;
      if (!ready_.empty()) {
        auto job = std::move(ready_.front());
        ready_.pop_front();
        job();
      } else if (!ran) {
        return;
      }
    }
  }

  /// What was spawned, as far as it gets without a posted job.
  void run_coroutines() {
    context_.restart();
    context_.poll();
  }

  /// One posted job only: to look between the chunks of a long piece of work.
  bool run_one() {
    if (ready_.empty()) {
      return false;
    }
    auto job = std::move(ready_.front());
    ready_.pop_front();
    job();
    return true;
  }

  /// Lets time pass, running what becomes due on the way.
  void advance(std::chrono::milliseconds by) {
    const auto until = clock_.steady_now() + by;
    run();
    while (!timers_.empty() && timers_.begin()->first <= until) {
      auto due = timers_.extract(timers_.begin());
      if (due.key() > clock_.steady_now()) {
        clock_.advance(std::chrono::duration_cast<std::chrono::milliseconds>(due.key() - clock_.steady_now()));
      }
      due.mapped()();
      run();
    }
    clock_.advance(std::chrono::duration_cast<std::chrono::milliseconds>(until - clock_.steady_now()));
  }

 private:
  ManualClock& clock_;
  boost::asio::io_context context_;
  std::deque<std::move_only_function<void()>> ready_;
  std::multimap<std::chrono::steady_clock::time_point, std::move_only_function<void()>> timers_;
};

}  // namespace belfry::test
