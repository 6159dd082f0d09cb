#pragma once

#include "app/drain.hpp"
#include "app/hub.hpp"
#include "push/loop.hpp"
#include "runtime/shard.hpp"

#include <optional>

namespace belfry::server {

/// What lives on one shard: the engine's loop, and the hub of the connections on it. Made and used on the shard's
/// thread; destroyed when that thread has ended, so that no timer of the loop finds it gone.
class ShardNode {
 public:
  struct Parts {
    const Clock& clock;
    NotificationStore& store;
    app::Subscribe& subscriptions;
    app::Jobs& jobs;
    app::ConnectionDirectory& directory;
    app::DialectSet dialects;
    app::ShardMetrics& metrics;
  };
  struct Settings {
    push::Settings engine;
    app::SessionSettings session;
    std::chrono::seconds drain{30};
  };

  ShardNode(runtime::Shard& shard, const Parts& parts, const Settings& settings)
      : shard_(shard),
        drain_(settings.drain),
        services_{.scheduler = shard,
                  .clock = parts.clock,
                  .store = parts.store,
                  .subscriptions = parts.subscriptions,
                  .jobs = parts.jobs,
                  .directory = parts.directory,
                  .dialects = parts.dialects,
                  .flusher = loop_,
                  .metrics = parts.metrics,
                  .load = shard.load(),
                  .settings = settings.session},
        hub_(services_),
        loop_(shard.context(), settings.engine) {}

  app::Hub& hub() { return hub_; }
  const app::DeliveryTrace& trace() const { return services_.trace; }

  /// An admitted connection whose 101 has been written.
  void open(push::Upgraded upgraded, app::Session::Opening opening) {
    hub_.open(std::move(opening),
              [&](SocketHandler& handler) -> Socket& { return loop_.adopt(std::move(upgraded), handler); });
  }

  /// Writes the acknowledgements that wait.
  void flush_acks() { services_.acks.flush(); }

  /// Sends every client away over the configured window (product 1.9).
  void start_drain() {
    drain_run_.emplace(shard_, hub_, drain_);
    drain_run_->start();
  }

 private:
  runtime::Shard& shard_;
  const std::chrono::seconds drain_;
  app::ShardServices services_;
  app::Hub hub_;
  std::optional<app::Drain> drain_run_;
  push::Loop loop_;  // goes first: it tells the sessions of the connections that are still open
};

}  // namespace belfry::server
