#pragma once

#include "adapters/gateway/http_gateway_handlers.hpp"
#include "config/config.hpp"
#include "ports/clock.hpp"

#include <chrono>
#include <memory>

namespace belfry::server {

/// The handlers of `[routes]`, or none. Made and destroyed on the main thread, destroyed after the shards.
class Gateway {
 public:
  /// Throws std::runtime_error when libcurl does not start.
  Gateway(const config::Config& config, const Clock& clock);

  /// Null: there is no stage.
  GatewayHandlers* handlers() const { return handlers_.get(); }

  /// Lets what is under way end for as long as `patience`, then breaks it off. Blocks. While the shards still run.
  void stop(std::chrono::milliseconds patience);

 private:
  std::unique_ptr<gateway::HttpGatewayHandlers> handlers_;
};

}  // namespace belfry::server
