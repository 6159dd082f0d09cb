#pragma once

#include "base/error.hpp"
#include "base/task.hpp"
#include "base/thread_annotations.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace belfry::runtime {

/// The caller who waits for a job's outcome. Keeps the caller's loop alive until it is told.
template <class Outcome>
struct GroupCaller {
  boost::asio::executor_work_guard<Executor> guard;
  std::move_only_function<void(Outcome)> resume;
};

/// One piece of work for a GroupLane.
class GroupJob {
 public:
  explicit GroupJob(Executor caller) : caller_(std::move(caller)) {}
  virtual ~GroupJob() = default;

  const Executor& caller() const { return caller_; }
  /// How much of a group's limit it takes up.
  virtual std::size_t weight() const { return 1; }
  /// `error` becomes the outcome, whatever it was before.
  virtual void refuse(const Error& error) = 0;
  /// Resumes the caller with the outcome. On the caller's executor, once.
  virtual void answer() = 0;

 private:
  Executor caller_;
};

using Group = std::vector<std::unique_ptr<GroupJob>>;

/// What a lane does with its jobs. Called on the lane's thread only; must not throw.
class GroupRunner {
 public:
  /// When it returns, every job has its outcome.
  virtual void run(std::span<const std::unique_ptr<GroupJob>> group) = 0;
  /// The callers of the last group have been told: the moment for work that nobody waits for.
  virtual void rest() = 0;

 protected:
  ~GroupRunner() = default;
};

/// One thread that takes all that waits, does it in one go and then tells every caller: what makes one fsync serve many
/// commits. Jobs run in the order they came. A full queue is `overloaded` at once, never a wait; a stopped lane
/// `draining`. Answers for callers on the same loop travel together, so a group costs one wake-up a shard. `submit`
/// from any shard; stop the lane, or destroy it, before its runner.
class GroupLane {
 public:
  struct Settings {
    std::string name = "group";       ///< of the thread, as tools show it
    std::size_t queue_limit = 65536;  ///< jobs waiting
    std::size_t group_limit = 1024;   ///< weight of one group; a single heavier job is a group of its own
  };

  GroupLane(Settings settings, GroupRunner& runner);
  ~GroupLane();
  GroupLane(const GroupLane&) = delete;
  GroupLane& operator=(const GroupLane&) = delete;

  /// `make` turns a GroupCaller<Outcome> into a std::unique_ptr<GroupJob>.
  template <class Outcome, class Make>
  Task<Outcome> run(Make make) {
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<Executor>&, void(Outcome)>(
        [this](auto handler, Make held) {
          const Executor executor = boost::asio::get_associated_executor(handler);
          submit(held(GroupCaller<Outcome>{boost::asio::make_work_guard(executor), std::move(handler)}));
        },
        use_task, std::move(make));
  }

  /// Does what is queued, then ends the thread. Idempotent; call from one thread.
  void stop();

 private:
  void submit(std::unique_ptr<GroupJob> job);
  void work();
  Group take();
  void let_gather() const;
  std::size_t waiting() const;
  static void answer(Group group);

  const Settings settings_;
  GroupRunner& runner_;
  mutable Mutex mutex_;
  ConditionVariable wake_;
  std::deque<std::unique_ptr<GroupJob>> queue_ BELFRY_GUARDED_BY(mutex_);
  bool idle_ BELFRY_GUARDED_BY(mutex_) = false;
  bool stopping_ BELFRY_GUARDED_BY(mutex_) = false;
  std::size_t last_group_ = 0;  // lane's thread only
  std::thread thread_;
};

}  // namespace belfry::runtime
