#include "server/http_front.hpp"

#include "adapters/auth/jwt_signer.hpp"
#include "server/settings.hpp"

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
      inbox_(auth_, parts.store),
      publish_(auth_, parts.publish, parts.types, parts.clock),
      tokens_(auth_, parts.tokens, socket_url(config)),
      operations_(parts.store, parts.metrics),
      socket_(parts.connect, parts.open_socket),
      dev_(dev_signer(config, parts.clock)) {}

void HttpFront::add_service_routes(http::Router& router) {
  publish_.add_to(router);
  operations_.add_metrics_to(router);
}

http::Router HttpFront::public_router() {
  http::Router router;
  operations_.add_health_to(router);
  inbox_.add_to(router);
  tokens_.add_to(router);
  socket_.add_to(router);
  if (config_.server.internal_listen.empty()) {
    add_service_routes(router);
  }
  if (config_.dev.enabled) {
    dev_.add_to(router);
  }
  return router;
}

http::Router HttpFront::internal_router() {
  http::Router router;
  operations_.add_health_to(router);
  add_service_routes(router);
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
