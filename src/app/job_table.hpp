#pragma once

#include "app/cancel_waiters.hpp"
#include "app/shard_metrics.hpp"
#include "app/turns.hpp"
#include "domain/job_machine.hpp"
#include "domain/time_left.hpp"
#include "ports/clock.hpp"
#include "ports/job_store.hpp"
#include "ports/messages.hpp"
#include "ports/scheduler.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace belfry::app {

/// What a change did to a job.
struct JobEffect {
  messages::JobNews news = messages::JobNews::progress;
  std::string stage = {};  ///< of `stage_complete`: the one that is through
  std::optional<std::string> results = std::nullopt;
  /// False: a report of progress, which is written with others later and told only so often.
  bool durable = true;
  bool nothing = false;  ///< nothing changed: neither written nor told
};

/// The job after a change; `changed` is false when there was nothing to do.
struct JobChange {
  Job job;
  bool changed = true;
};

/// The running jobs that one shard owns (product 4.2): their state in memory, one change of a job after the other, each
/// written as it needs to be, and told. Shard-local; destroyed when the shard has stopped, before its loop is.
class JobTable {
 public:
  struct Settings {
    std::chrono::milliseconds update_interval{100};  ///< between two updates of a job's progress; 0: each is told
    std::chrono::milliseconds write_interval{1000};  ///< between two writes of progress
    std::chrono::milliseconds watch_interval{1000};  ///< between two looks for stalled and idle jobs
    std::chrono::milliseconds stalled{60'000};       ///< 0: none ever is
    std::chrono::milliseconds idle{300'000};         ///< then a job is forgotten here; the store has it
    std::size_t max_waiting = 1000;                  ///< changes of one job at once; beyond: `overloaded`
  };
  struct Parts {
    Scheduler& scheduler;
    const Clock& clock;
    JobStore& store;
    ShardMetrics& metrics;
    std::function<std::size_t(messages::JobMessage)> tell;  ///< whoever watches; how many shards could not take it
    std::function<void(std::string_view type)> on_end;      ///< a notification of this type was written
  };
  /// Changes the job, or says why not.
  using Apply = std::function<Result<JobEffect>(Job& job, Instant now)>;

  JobTable(Parts parts, const Settings& settings) : parts_(std::move(parts)), settings_(settings) {}
  ~JobTable();
  JobTable(const JobTable&) = delete;
  JobTable& operator=(const JobTable&) = delete;

  /// Once, on the shard.
  void start() { schedule_watch(); }

  Task<Result<Job>> create(Job job);
  /// `apply` runs when all changes before it are through.
  Task<Result<JobChange>> change(JobId id, Apply apply);
  Task<Result<Job>> job(JobId id);

  /// Those of the jobs that are in memory here, as they are now.
  std::vector<Job> known(const std::vector<JobId>& ids) const;

  /// Whether the job is cancelled: answered when it is, has ended otherwise, or after the time.
  Task<void> await_cancel(JobId id, std::chrono::milliseconds wait, CancelWaiters::Answer answer);
  /// Answers all who wait, and from now on at once: the server ends.
  void release_waiters();

  /// The user's jobs are gone from the store.
  void forget(const UserId& user);

  /// Writes all progress that is not written yet.
  void flush();

 private:
  struct Live {
    explicit Live(std::size_t max_waiting) : turns(max_waiting) {}

    Turns turns;
    std::optional<Job> job = std::nullopt;  ///< as it was told; nothing until it has been read
    TimeLeft left = {};
    CancelWaiters cancel_waiters = {};
    std::chrono::steady_clock::time_point touched = {};
    bool gone = false;          ///< whoever still holds it must not go on
    bool dirty = false;         ///< progress that is not in the store
    bool writing = false;       ///< a newer state is on its way to the store
    bool tick_pending = false;  ///< an update was told within the interval
    bool untold = false;        ///< and another came behind it
    bool stalled_told = false;
    bool own_figure = false;  ///< the service says itself how long it will take
  };
  using LivePtr = std::shared_ptr<Live>;

  LivePtr entry_of(const JobId& id);
  Task<Result<void>> load(LivePtr live, JobId id);
  Task<Result<void>> write(LivePtr live, Job next);
  static void estimate(Live& live, Job& next, const JobEffect& effect, Instant now);
  void drop(const JobId& id, const LivePtr& live);
  void tell(const LivePtr& live, const JobEffect& effect);
  void tell_progress(const LivePtr& live);
  void send(messages::JobMessage news) const;
  void count(const Job& job, const JobEffect& effect) const;
  void tick(const LivePtr& live);
  void schedule_write();
  static Task<void> write_progress(JobTable& table);
  void schedule_watch();
  void watch();

  const Parts parts_;
  const Settings settings_;
  std::unordered_map<std::string, LivePtr> jobs_;
  bool write_scheduled_ = false;
  bool ending_ = false;
};

}  // namespace belfry::app
