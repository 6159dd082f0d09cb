#include "server/http_front.hpp"

#include "adapters/auth/jwt_signer.hpp"
#include "assets/dashboard.hpp"
#include "base/random.hpp"
#include "config/address.hpp"
#include "dialects/asyncapi.hpp"
#include "server/settings.hpp"
#include "server/version.hpp"

#include <algorithm>

namespace belfry::server {
namespace {

constexpr std::chrono::hours kDevLogin{12};

/// Signs for the first issuer that has a secret of ours; `--dev` sees to it that there is one.
http::DevRoutes::SignJwt dev_signer(const config::Config& config, const Clock& clock) {
  return [issuers = issuers_of(config), &clock](const std::string& user, const std::vector<std::string>& scopes) {
    const auto ours = std::ranges::find_if(issuers, [](const auto& issuer) { return !issuer.hs256_secret.empty(); });
    const Instant now = clock.now();
    return auth::sign_jwt({.user = UserId(user), .scopes = scopes, .issued_at = now, .expires_at = now + kDevLogin},
                          *ours);
  };
}

http::openapi::About about(const config::Config& config) {
  return {.version = version(), .server_url = config.server.public_url};
}

std::string asyncapi_of(const config::Config& config) {
  return asyncapi::document(
      {.version = version(), .socket_url = socket_url(config), .max_message_bytes = config.limits.message_bytes});
}

/// The node is named anew with every start, as its connections are.
http::ConnectionRoutes::Settings connection_settings(const config::Config& config) {
  http::ConnectionRoutes::Settings settings{.node_id = "node_" + random_text(8), .message_bytes = std::nullopt};
  if (config.limits.message_bytes > 0) {
    settings.message_bytes = static_cast<std::size_t>(config.limits.message_bytes);
  }
  return settings;
}

/// Never what a client says: handlers sign requests to it.
std::string domain_name(const config::Config& config) {
  auto url = config::HttpUrl::parse(config.server.public_url).value_or(config::HttpUrl{});
  url.path.clear();
  return url.str().substr(url.scheme.size() + 3);
}

std::unique_ptr<http::GatewayRoute> gateway_route(const config::Config& config, const HttpFront::Parts& parts) {
  if (parts.gateway == nullptr) {
    return nullptr;
  }
  return std::make_unique<http::GatewayRoute>(config.routes.stage,
                                              http::GatewayRoute::Parts{.domain_name = domain_name(config),
                                                                        .connect = parts.connect,
                                                                        .handlers = *parts.gateway,
                                                                        .open = parts.open_socket,
                                                                        .scheduler = parts.scheduler});
}

http::Settings http_settings(const config::Config& config, const std::string& listen) {
  http::Settings settings;
  settings.listen = listen;
  settings.tls_certificate = config.server.tls_certificate;
  settings.tls_key = config.server.tls_key;
  settings.trusted_proxies = config.server.trusted_proxies;
  settings.compression = config.server.compression ? push::Compression::deflate : push::Compression::none;
  return settings;
}

}  // namespace

HttpFront::HttpFront(const config::Config& config, const Parts& parts)
    : config_(config),
      clock_(parts.clock),
      origins_(parts.origins),
      auth_(parts.auth.users(), parts.auth.services()),
      inbox_(auth_, *parts.stores.notifications),
      preferences_(auth_, *parts.stores.preferences, parts.types, MandatoryTypes(config.notifications.mandatory)),
      channels_(auth_, parts.subscribe),
      publish_(auth_, parts.publish, parts.types, parts.clock),
      announcements_(auth_, parts.announce, parts.clock),
      delivery_(auth_, parts.explain),
      privacy_(auth_, *parts.stores.privacy, parts.erase),
      outbox_(auth_, *parts.stores.outbox, parts.kick_outbox),
      broadcast_(auth_, parts.broadcast, parts.connections, parts.clock),
      connections_({auth_, parts.connections, parts.broadcast, *parts.stores.subscriptions},
                   connection_settings(config)),
      jobs_(auth_, parts.jobs),
      job_service_(auth_, parts.jobs),
      management_(
          {parts.connections, parts.broadcast, parts.clock}, aws_keys_of(config),
          config.dev.enabled ? http::ManagementRoutes::Unsigned::allow : http::ManagementRoutes::Unsigned::refuse),
      tokens_(auth_, parts.tokens, socket_url(config)),
      operations_(*parts.stores.notifications, parts.metrics),
      socket_(parts.connect, parts.open_socket),
      gateway_(gateway_route(config, parts)),
      dev_(dev_signer(config, parts.clock)),
      imports_(parts.importer == nullptr ? nullptr : std::make_unique<http::ImportRoutes>(auth_, *parts.importer)),
      assets_(assets::dashboard(), socket_origin(config)),
      api_(about(config), parts.types, asyncapi_of(config)) {}

void HttpFront::add_service_routes(http::Router& router) {
  publish_.add_to(router);
  announcements_.add_to(router);
  delivery_.add_to(router);
  privacy_.add_to(router);
  outbox_.add_to(router);
  broadcast_.add_to(router);
  connections_.add_to(router);
  job_service_.add_to(router);
  management_.add_to(router);
  operations_.add_metrics_to(router);
}

http::Router HttpFront::public_router() {
  http::Router router;
  operations_.add_health_to(router);
  inbox_.add_to(router);
  preferences_.add_to(router);
  channels_.add_to(router);
  jobs_.add_to(router);
  tokens_.add_to(router, config_.server.internal_listen.empty() ? http::TokenRoutes::For::everybody
                                                                : http::TokenRoutes::For::users);
  socket_.add_to(router);
  if (gateway_ != nullptr) {
    gateway_->add_to(router);
  }
  if (config_.server.internal_listen.empty()) {
    add_service_routes(router);
  }
  if (config_.dev.enabled) {
    dev_.add_to(router);
  }
  if (imports_ != nullptr) {
    imports_->add_to(router);
  }
  if (config_.server.dashboard) {
    assets_.add_to(router);
  }
  api_.add_to(router);
  return router;
}

http::Router HttpFront::internal_router() {
  http::Router router;
  operations_.add_health_to(router);
  add_service_routes(router);
  tokens_.add_to(router, http::TokenRoutes::For::services);
  api_.add_to(router);
  return router;
}

void HttpFront::serve(runtime::ShardSet& shards) {
  public_ = std::make_unique<http::Server>(shards, http_settings(config_, config_.server.listen), public_router(),
                                           origins_, clock_);
  if (!config_.server.internal_listen.empty()) {
    internal_ = std::make_unique<http::Server>(shards, http_settings(config_, config_.server.internal_listen),
                                               internal_router(), origins_, clock_);
    internal_->start();
  }
  public_->start();
}

void HttpFront::start_drain() {
  operations_.drain();
  for (http::Server* server : {public_.get(), internal_.get()}) {
    if (server != nullptr) {
      server->stop_accepting();
      server->drain();
    }
  }
}

bool HttpFront::wait_until_drained(std::chrono::milliseconds patience) {
  const auto deadline = clock_.steady_now() + patience;
  const bool internal_done = !internal_ || internal_->wait_until_drained(patience);
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - clock_.steady_now());
  return public_->wait_until_drained(std::max(left, std::chrono::milliseconds(0))) && internal_done;
}

void HttpFront::close() {
  public_.reset();
  internal_.reset();
}

}  // namespace belfry::server
