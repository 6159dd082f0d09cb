#pragma once

#include "ports/clock.hpp"
#include "ports/job_store.hpp"
#include "ports/notification_store.hpp"
#include "ports/scheduler.hpp"
#include "ports/token_store.hpp"

#include <chrono>
#include <functional>

namespace belfry::app {

/// Expiry and retention (product 2.6): sweeps the stores once a second in small transactions. Lives on one shard.
class Upkeep {
 public:
  struct Settings {
    std::chrono::hours retention{90 * 24};  ///< 0: for ever
    std::chrono::hours log{30 * 24};        ///< how far back a cursor reaches; 0: for ever
    std::chrono::hours jobs{30 * 24};       ///< since their end; 0: for ever
    std::chrono::milliseconds interval{1000};
  };
  struct Stores {
    NotificationStore& notifications;
    TokenStore& tokens;
    JobStore& jobs;
  };

  Upkeep(Scheduler& scheduler, const Clock& clock, const Stores& stores, const Settings& settings)
      : scheduler_(scheduler), clock_(clock), stores_(stores), settings_(settings) {}

  /// What else wants to be looked at once in a while; called at each sweep, on the shard. Before `start`.
  void on_tick(std::function<void()> tick) { tick_ = std::move(tick); }

  /// Call once on the shard.
  void start() { schedule(settings_.interval); }

 private:
  void schedule(std::chrono::milliseconds delay);
  static Task<void> sweep(Upkeep& self);
  Task<Result<bool>> purge_jobs();
  UpkeepLimits limits() const;

  Scheduler& scheduler_;
  const Clock& clock_;
  const Stores stores_;
  const Settings settings_;
  std::function<void()> tick_;
};

}  // namespace belfry::app
