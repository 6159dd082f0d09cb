#pragma once

#include "adapters/http/origin_policy.hpp"
#include "adapters/memory/memory_broker.hpp"
#include "app/announce.hpp"
#include "app/broadcast.hpp"
#include "app/channel_fan_out.hpp"
#include "app/connect.hpp"
#include "app/connections.hpp"
#include "app/deliver.hpp"
#include "app/erase_user.hpp"
#include "app/explain.hpp"
#include "app/issue_token.hpp"
#include "app/job_feed.hpp"
#include "app/jobs.hpp"
#include "app/opt_outs.hpp"
#include "app/publish.hpp"
#include "app/relay.hpp"
#include "app/subscribe.hpp"
#include "app/upkeep.hpp"
#include "config/config.hpp"
#include "dialects/dashboard_dialect.hpp"
#include "dialects/gateway_dialect.hpp"
#include "dialects/jobs_dialect.hpp"
#include "dialects/notifications_dialect.hpp"
#include "domain/channel_rules.hpp"
#include "domain/notification_types.hpp"
#include "server/compose_auth.hpp"
#include "server/compose_gateway.hpp"
#include "server/compose_import.hpp"
#include "server/compose_outbox.hpp"
#include "server/compose_store.hpp"
#include "server/http_front.hpp"
#include "server/shard_node.hpp"

#include <memory>
#include <string>
#include <vector>

namespace belfry::server {

/// One Belfry process: every part, wired. Made and destroyed on the main thread.
class Node {
 public:
  /// Throws std::exception with a sentence for people when something needed is not to be had.
  explicit Node(const config::Config& config);
  ~Node();
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  /// Listens; from now on clients are served. Throws as the constructor does.
  void serve();

  const std::string& address() const { return http_->address(); }
  std::string internal_address() const { return http_->internal_address(); }
  std::uint32_t shards() const { return shards_->size(); }

  /// The orderly end (product 1.9): stops accepting, sends every client away within `server.drain_seconds`, answers
  /// running requests. Blocks; afterwards destroy the node.
  void drain();

 private:
  void make_shards();
  void make_jobs();
  void make_app();
  void make_http();
  std::string service_address() const;
  void load_opt_outs();
  void start_upkeep();
  void open_socket(std::uint32_t shard, push::Upgraded upgraded, app::Session::Opening opening);
  void evict(ConnectionKey key);

  const config::Config config_;
  const SystemClock clock_;
  const NotificationTypes types_;
  const ChannelRules channel_rules_;
  const NotificationsDialect notifications_dialect_;
  const DashboardDialect dashboard_dialect_;
  const JobsDialect jobs_dialect_;
  const GatewayDialect gateway_dialect_;
  const app::DialectSet dialects_;
  http::OriginPolicy origins_;
  Stores stores_;
  Auth auth_;
  memory::MemoryBroker broker_;
  app::Relay relay_;
  app::OptOuts opt_outs_;
  const app::ConnectionIds connection_ids_;
  app::Subscribe subscribe_;
  Outbox outbox_;
  Gateway gateway_;
  std::unique_ptr<process::ProcessImporter> importer_;  ///< null: not for development
  app::ConnectionDirectory directory_;
  app::PublishCounters published_;
  std::vector<std::unique_ptr<app::ShardMetrics>> metrics_;
  std::vector<app::Hub*> hubs_;  ///< hubs_[i] lives on shard i
  std::unique_ptr<app::JobFeed> job_feed_;
  std::unique_ptr<app::Jobs> jobs_;
  std::unique_ptr<app::Deliver> deliver_;
  std::unique_ptr<app::Connect> connect_;
  std::unique_ptr<app::ChannelFanOut> fan_out_;
  std::unique_ptr<app::Publish> publish_;
  std::unique_ptr<app::Explain> explain_;
  std::unique_ptr<app::Announce> announce_;
  std::unique_ptr<app::Broadcast> broadcast_;
  std::unique_ptr<app::Connections> connections_;
  std::unique_ptr<app::EraseUser> erase_;
  std::unique_ptr<app::IssueToken> issue_token_;
  std::unique_ptr<app::Upkeep> upkeep_;
  std::unique_ptr<HttpFront> http_;
  // The shards go before all of the above: coroutines that still wait on them refer to it.
  std::unique_ptr<runtime::ShardSet> shards_;
  std::vector<std::unique_ptr<app::JobTable>> job_tables_;  ///< each used on its shard, destroyed after its thread
  std::vector<std::unique_ptr<ShardNode>> nodes_;  ///< each made and used on its shard, destroyed after its thread
};

}  // namespace belfry::server
