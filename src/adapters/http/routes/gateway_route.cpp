#include "adapters/http/routes/gateway_route.hpp"

#include "adapters/http/problem.hpp"

#include <fmt/format.h>

#include <utility>

namespace belfry::http {
namespace {

GatewayHandshake handshake_of(Request request) {
  GatewayHandshake handshake;
  for (const Header& header : request.headers) {
    handshake.headers.push_back({header.name, header.value});
  }
  for (QueryParameter& parameter : request.target.query) {
    handshake.query.push_back({std::move(parameter.name), std::move(parameter.value)});
  }
  return handshake;
}

GatewayConnectionPtr connection_of(const Request& request, const app::Session::Opening& opening,
                                   const std::string& domain_name) {
  return std::make_shared<const GatewayConnection>(
      GatewayConnection{.id = opening.record.connection_id(),
                        .connected_at = opening.record.connected_at,
                        .source_ip = app::text_of(opening.record.source_ip),
                        .user_agent = std::string(request.header("User-Agent")),
                        .domain_name = domain_name});
}

/// Only the status is the handler's, as there.
Response denial(int status) {
  constexpr int kNotModified = 304;  // RFC 9110 section 15.4.5: it has no body
  if (status == kNotModified) {
    return Response{.status = status, .content_type = {}, .body = {}, .headers = {}};
  }
  return Response::json(status, fmt::format(R"({{"message":"{}"}})", reason_phrase(status)));
}

}  // namespace

/// Holds the place in the directory until the socket is there or has gone.
class GatewayRoute::Accepted final : public Adoption {
 public:
  Accepted(const GatewayRoute& route, std::uint32_t shard, app::Session::Opening opening)
      : route_(route), shard_(shard), opening_(std::move(opening)) {}

  void accepted(push::Upgraded upgraded) override {
    route_.parts_.open(shard_, std::move(upgraded), std::move(opening_));
  }
  void abandoned() override {
    route_.parts_.connect.abandon(opening_);
    opening_.link->abandoned(route_.parts_.scheduler(shard_));
  }

 private:
  const GatewayRoute& route_;
  const std::uint32_t shard_;
  app::Session::Opening opening_;
};

void GatewayRoute::add_to(Router& router) { router.add_upgrade("/" + stage_, *this, Router::Speaks::another); }

Task<UpgradeOutcome> GatewayRoute::decide(Request request, UpgradeOffer) {
  app::ConnectRequest connect;
  connect.origin = std::string(request.header("Origin"));
  connect.source = request.source;
  connect.user_agent = std::string(request.header("User-Agent"));
  connect.dialect = DialectKind::gateway;
  connect.shard = request.shard;
  auto opening = parts_.connect.admit_unnamed(connect);
  if (!opening) {
    co_return problem(opening.error(), request);
  }
  const std::uint32_t shard = request.shard;
  const GatewayConnectionPtr connection = connection_of(request, *opening, parts_.domain_name);
  GatewayHandshake handshake = handshake_of(std::move(request));
  GatewayVerdict verdict = co_await parts_.handlers.connect(connection, std::move(handshake));
  if (!verdict.accepted()) {
    parts_.connect.abandon(*opening);
    co_return denial(verdict.status);
  }
  opening->link = std::make_shared<app::GatewayLink>(parts_.handlers, connection);
  UpgradeAcceptance acceptance;
  acceptance.subprotocol = std::move(verdict.subprotocol);
  acceptance.adoption = std::make_unique<Accepted>(*this, shard, std::move(*opening));
  co_return acceptance;
}

}  // namespace belfry::http
