#pragma once

#include "adapters/http/origin_policy.hpp"
#include "adapters/http/routes/announcement_routes.hpp"
#include "adapters/http/routes/api_routes.hpp"
#include "adapters/http/routes/asset_routes.hpp"
#include "adapters/http/routes/broadcast_routes.hpp"
#include "adapters/http/routes/channel_routes.hpp"
#include "adapters/http/routes/connection_routes.hpp"
#include "adapters/http/routes/delivery_routes.hpp"
#include "adapters/http/routes/dev_routes.hpp"
#include "adapters/http/routes/gateway_route.hpp"
#include "adapters/http/routes/import_routes.hpp"
#include "adapters/http/routes/inbox_routes.hpp"
#include "adapters/http/routes/job_routes.hpp"
#include "adapters/http/routes/job_service_routes.hpp"
#include "adapters/http/routes/management_routes.hpp"
#include "adapters/http/routes/operation_routes.hpp"
#include "adapters/http/routes/outbox_routes.hpp"
#include "adapters/http/routes/preference_routes.hpp"
#include "adapters/http/routes/privacy_routes.hpp"
#include "adapters/http/routes/publish_routes.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "adapters/http/routes/socket_route.hpp"
#include "adapters/http/routes/token_routes.hpp"
#include "adapters/http/server.hpp"
#include "config/config.hpp"
#include "server/compose_auth.hpp"
#include "server/compose_store.hpp"

#include <memory>
#include <string>

namespace belfry::server {

/// The HTTP side of a node: the routes, and the one or two addresses they are served on. With an internal address the
/// service routes and the metrics are there and nowhere else.
class HttpFront {
 public:
  struct Parts {
    const Clock& clock;
    Auth& auth;
    const http::OriginPolicy& origins;
    Stores& stores;
    const NotificationTypes& types;
    app::Connect& connect;
    app::Publish& publish;
    app::Announce& announce;
    app::Subscribe& subscribe;
    app::IssueToken& tokens;
    app::Explain& explain;
    app::EraseUser& erase;
    app::Broadcast& broadcast;
    app::Connections& connections;
    app::Jobs& jobs;
    std::function<void()> kick_outbox;
    GatewayHandlers* gateway = nullptr;  ///< null: no stage
    Importer* importer = nullptr;        ///< null: not for development
    std::function<Scheduler&(std::uint32_t shard)> scheduler;
    std::function<std::string()> metrics;
    http::SocketRoute::Open open_socket;
  };

  HttpFront(const config::Config& config, const Parts& parts);

  /// Listens and accepts. Throws with a sentence that names the address or file.
  void serve(runtime::ShardSet& shards);

  const std::string& address() const { return public_->address(); }
  std::string internal_address() const { return internal_ ? internal_->address() : std::string(); }

  /// Readiness goes red, no connection is accepted, idle ones close.
  void start_drain();
  /// False: some handler is still running after the time.
  bool wait_until_drained(std::chrono::milliseconds patience);
  /// Destroys the servers; the routes stay until the shards are gone.
  void close();

 private:
  http::Router public_router();
  http::Router internal_router();
  void add_service_routes(http::Router& router);

  const config::Config& config_;
  const Clock& clock_;
  const http::OriginPolicy& origins_;
  http::RequestAuth auth_;
  http::InboxRoutes inbox_;
  http::PreferenceRoutes preferences_;
  http::ChannelRoutes channels_;
  http::PublishRoutes publish_;
  http::AnnouncementRoutes announcements_;
  http::DeliveryRoutes delivery_;
  http::PrivacyRoutes privacy_;
  http::OutboxRoutes outbox_;
  http::BroadcastRoutes broadcast_;
  http::ConnectionRoutes connections_;
  http::JobRoutes jobs_;
  http::JobServiceRoutes job_service_;
  http::ManagementRoutes management_;
  http::TokenRoutes tokens_;
  http::OperationRoutes operations_;
  http::SocketRoute socket_;
  std::unique_ptr<http::GatewayRoute> gateway_;
  http::DevRoutes dev_;
  std::unique_ptr<http::ImportRoutes> imports_;
  http::AssetRoutes assets_;
  http::ApiRoutes api_;
  std::unique_ptr<http::Server> public_;
  std::unique_ptr<http::Server> internal_;
};

}  // namespace belfry::server
