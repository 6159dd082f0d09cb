#pragma once

#include "base/result.hpp"
#include "base/task.hpp"
#include "base/thread_annotations.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace belfry::runtime {

/// Threads for work that blocks (a database, a fetch), with one bounded queue. A shard awaits `run`; the job runs on a
/// lane thread and the awaiting coroutine resumes on its own shard. A full queue is `overloaded` at once, never a wait.
/// `run` is callable from any shard. Stop the lane, or destroy it, before what its jobs refer to.
class BlockingLane {
 public:
  struct Settings {
    std::string name = "lane";  ///< of the threads, as tools show it; 15 characters at most
    std::size_t threads = 1;
    std::size_t queue_limit = 4096;  ///< jobs waiting
  };

  explicit BlockingLane(Settings settings);
  ~BlockingLane();
  BlockingLane(const BlockingLane&) = delete;
  BlockingLane& operator=(const BlockingLane&) = delete;

  /// `job` returns some Result<T>; so does this. A job that never ran because the lane stopped is `draining`.
  template <class Job>
  Task<std::invoke_result_t<Job>> run(Job job) {
    using Outcome = std::invoke_result_t<Job>;
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<Executor>&, void(Outcome)>(
        [this](auto handler, Job held) {
          auto executor = boost::asio::get_associated_executor(handler);
          // The guard keeps the shard's loop alive while the answer is on its way.
          auto guard = boost::asio::make_work_guard(executor);
          auto finish = [handler = std::move(handler), guard = std::move(guard)](Outcome outcome) mutable {
            auto executor_of_caller = guard.get_executor();
            boost::asio::post(executor_of_caller,
                              [handler = std::move(handler), outcome = std::move(outcome)]() mutable {
                                std::move(handler)(std::move(outcome));
                              });
            guard.reset();
          };
          enqueue(Entry([held = std::move(held), finish = std::move(finish)](Verdict verdict) mutable {
            switch (verdict) {
              case Verdict::run: return finish(held());
              case Verdict::full: return finish(Outcome(fail(ErrorCode::overloaded)));
              case Verdict::stopped: return finish(Outcome(fail(ErrorCode::draining)));
            }
          }));
        },
        use_task, std::move(job));
  }

  /// Fire and forget; dropped when the queue is full or the lane stopped, which the answer tells.
  bool post(std::move_only_function<void()> job);

  /// Runs what is queued, then ends the threads. Idempotent; call from one thread.
  void stop();

 private:
  enum class Verdict { run, full, stopped };
  using Entry = std::move_only_function<void(Verdict)>;

  void enqueue(Entry entry);
  void work();

  const Settings settings_;
  Mutex mutex_;
  ConditionVariable wake_;
  std::deque<Entry> queue_ BELFRY_GUARDED_BY(mutex_);
  bool stopping_ BELFRY_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace belfry::runtime
