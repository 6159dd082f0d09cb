#pragma once

#include "adapters/memory/memory_stores.hpp"
#include "app/broadcast.hpp"
#include "app/deliver.hpp"
#include "app/jobs.hpp"
#include "app/opt_outs.hpp"
#include "dialects/dashboard_dialect.hpp"
#include "dialects/gateway_dialect.hpp"
#include "dialects/jobs_dialect.hpp"
#include "dialects/notifications_dialect.hpp"
#include "drained_connections.hpp"
#include "push/loop.hpp"
#include "runtime/shard.hpp"

#include <cstdlib>
#include <string>
#include <vector>

namespace belfry::bench {

/// The one shard of a benchmark, reached through its mailbox as in the server.
class OneShard final : public ShardDispatcher {
 public:
  explicit OneShard(runtime::Shard& shard) : shard_(shard) {}
  std::uint32_t shard_count() const override { return 1; }
  void post_to(std::uint32_t, std::move_only_function<void()> job) override { shard_.mailbox().post(std::move(job)); }
  bool offer_to(std::uint32_t, std::move_only_function<void()> job) override {
    return shard_.mailbox().offer(std::move(job));
  }

 private:
  runtime::Shard& shard_;
};

/// A shard as the server has it, over a store in memory: directory, mailbox, hub, dialects and engine, with one
/// connection each of so many users, greeted, whose other ends read everything.
class ShardUnderTest {
 public:
  ShardUnderTest(std::size_t users, DialectKind dialect) : connections_(users) {
    for (std::size_t i = 0; i < users; ++i) {
      app::Session::Opening opening;
      opening.user = user(i);
      opening.record.key = app::make_key(0, i + 1);
      opening.record.dialect = dialect;
      opening.record.connected_at = clock_.now();
      opening.record.expires_at = clock_.now() + std::chrono::hours(2);
      if (!directory_.reserve(opening.user, opening.record.key)) {
        std::abort();
      }
      hub_.open(std::move(opening), [&](SocketHandler& handler) -> Socket& {
        sockets_.push_back(
            &loop_.adopt({.descriptor = connections_.descriptors()[i], .tls = nullptr, .early_bytes = {}}, handler));
        return *sockets_.back();
      });
    }
    run();
  }

  static UserId user(std::size_t index) { return UserId("user-" + std::to_string(index)); }

  /// Until nothing is left to do.
  void run() {
    do {
      shard_.context().restart();
    } while (shard_.context().poll() > 0);
  }

  const Clock& clock() const { return clock_; }
  runtime::Shard& shard() { return shard_; }
  app::Deliver& deliver() { return deliver_; }
  push::Loop& loop() { return loop_; }
  const DrainedConnections& connections() const { return connections_; }
  /// The engine's, of each connection.
  const std::vector<Socket*>& sockets() const { return sockets_; }
  app::Broadcast::Parts broadcast_parts() {
    return {.directory = directory_, .shards = one_shard_, .hubs = {&hub_}, .dialects = dialects_, .clock = clock_};
  }

 private:
  DrainedConnections connections_;
  SystemClock clock_;
  NotificationsDialect notifications_;
  DashboardDialect dashboard_;
  JobsDialect jobs_dialect_;
  GatewayDialect gateway_;
  app::DialectSet dialects_{notifications_, dashboard_, jobs_dialect_, gateway_};
  memory::MemoryStores stores_{clock_};
  ChannelRules rules_;
  app::Subscribe subscribe_{stores_.subscriptions, rules_};
  app::ConnectionDirectory directory_{{.connections = 0, .connections_per_user = 0}};
  app::ShardMetrics metrics_;
  runtime::Shard shard_{0};
  OneShard one_shard_{shard_};
  app::JobTable job_table_{
      {.scheduler = shard_, .clock = clock_, .store = stores_.jobs, .metrics = metrics_, .tell = {}, .on_end = {}}, {}};
  app::Jobs jobs_{{.dispatcher = one_shard_,
                   .shards = {{.scheduler = &shard_, .table = &job_table_}},
                   .store = stores_.jobs,
                   .clock = clock_,
                   .stalled = {}}};
  app::ShardServices services_{.scheduler = shard_,
                               .clock = clock_,
                               .store = stores_.notifications,
                               .subscriptions = subscribe_,
                               .jobs = jobs_,
                               .directory = directory_,
                               .dialects = dialects_,
                               .flusher = loop_,
                               .metrics = metrics_,
                               .load = shard_.load(),
                               .settings = {}};
  app::Hub hub_{services_};
  app::OptOuts opt_outs_;
  app::Deliver deliver_{directory_, opt_outs_, one_shard_, {&hub_}};
  push::Loop loop_{shard_.context(), push::Settings{}};  // goes first: it tells the sessions of their end
  std::vector<Socket*> sockets_;
};

}  // namespace belfry::bench
