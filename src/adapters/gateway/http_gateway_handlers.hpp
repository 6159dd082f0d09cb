#pragma once

#include "adapters/gateway/call_count.hpp"
#include "adapters/gateway/event_json.hpp"
#include "adapters/gateway/handler_reply.hpp"
#include "base/result.hpp"
#include "domain/route_selection.hpp"
#include "ports/clock.hpp"
#include "ports/gateway_handlers.hpp"
#include "runtime/blocking_lane.hpp"
#include "runtime/resource_pool.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <string>
#include <string_view>

namespace belfry::gateway {

/// Where a route key is handled.
struct Integration {
  std::string url;
  Contract contract = Contract::post;
  bool two_way = false;  ///< the handler's body goes back to the client
};

/// Handlers behind HTTP (docs/api-gateway.md). Blocks threads of its own, one a call under way.
class HttpGatewayHandlers final : public GatewayHandlers {
 public:
  /// What a frame of the gateway's own may be as large as, and a handler's answer.
  static constexpr std::size_t kMaxReplyBytes = 128 * 1024;

  struct Settings {
    std::string stage;
    RouteSelection selection;
    std::map<std::string, Integration, std::less<>> integrations;  ///< by route key
    std::chrono::milliseconds timeout{29'000};                     ///< of a call, the wait for a free thread included
    std::size_t concurrency = 64;
    Forwarded forwarded = {};
    std::string user_agent;
  };

  /// Throws std::runtime_error when libcurl does not start. Make the first one before other threads run.
  HttpGatewayHandlers(Settings settings, const Clock& clock);

  Task<GatewayVerdict> connect(GatewayConnectionPtr connection, GatewayHandshake handshake) override;
  Task<std::string> message(GatewayConnectionPtr connection, std::string text) override;
  std::string throttled(const GatewayConnection& connection) const override;
  Task<void> disconnect(GatewayConnectionPtr connection, GatewayEnd end) override;

  /// Breaks off what is under way, within about a second; all later calls fail. Any thread.
  void give_up() { giving_up_.store(true, std::memory_order_relaxed); }
  /// Waits for what is under way and ends the threads. Before the shards end that await it.
  void stop() { lane_.stop(); }
  /// Waits until no call is waiting or under way, or for the time.
  void wait_until_idle(std::chrono::milliseconds patience) { under_way_.wait_until_none(patience); }

 private:
  struct Failure {
    enum class Why : std::uint8_t { failed, timeout, overloaded };
    Why why = Why::failed;
  };
  using Outcome = std::expected<HandlerReply, Failure>;
  using Deadline = std::chrono::steady_clock::time_point;

  const Integration* integration(std::string_view route_key) const;
  EventContext context_for(std::string_view route_key) const;
  Task<Outcome> call(const Integration& integration, EventContext context, GatewayConnectionPtr connection,
                     std::string event);
  Result<Outcome> post(const Integration& integration, const EventContext& context, const GatewayConnection& connection,
                       const std::string& event, Deadline deadline);

  const Settings settings_;
  const Clock& clock_;
  std::atomic<bool> giving_up_{false};
  CallCount under_way_;
  runtime::ResourcePool<http_client::HttpPost> clients_;
  runtime::BlockingLane lane_;
};

}  // namespace belfry::gateway
