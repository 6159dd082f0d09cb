#pragma once

#include "adapters/http/router.hpp"
#include "adapters/http/upgrade.hpp"
#include "app/connect.hpp"
#include "ports/gateway_handlers.hpp"
#include "ports/scheduler.hpp"

#include <functional>
#include <string>

namespace belfry::http {

/// The WebSocket path `/{stage}` of an API written for API Gateway (product 3.4): its `$connect` handler decides on the
/// handshake. Outlives the shards.
class GatewayRoute final : public UpgradeHandler {
 public:
  struct Parts {
    std::string domain_name;  ///< GatewayConnection::domain_name
    app::Connect& connect;
    GatewayHandlers& handlers;
    /// Hands an accepted connection to its shard; called on that shard.
    std::function<void(std::uint32_t shard, push::Upgraded, app::Session::Opening)> open;
    std::function<Scheduler&(std::uint32_t shard)> scheduler;
  };

  GatewayRoute(std::string stage, Parts parts) : stage_(std::move(stage)), parts_(std::move(parts)) {}

  void add_to(Router& router);

  Task<UpgradeOutcome> decide(Request request, UpgradeOffer offer) override;

 private:
  class Accepted;

  const std::string stage_;
  const Parts parts_;
};

}  // namespace belfry::http
