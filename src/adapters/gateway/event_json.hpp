#pragma once

#include "ports/gateway_handlers.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace belfry::gateway {

/// What events say beside their connection.
struct EventContext {
  std::string stage;
  std::string route_key;
  std::string request_id;
  Instant at;
};

/// Where clients come in, as the forwarding headers of a handshake say it.
struct Forwarded {
  std::string proto = "http";
  std::string port;
};

// The events that API Gateway hands to the handlers of a WebSocket API, member for member; what is absent is left out.

/// The client's headers keep their case; those of the upgrade are left out, as there.
std::string connect_event(const EventContext& context, const GatewayConnection& connection,
                          const GatewayHandshake& handshake, const Forwarded& forwarded);
std::string message_event(const EventContext& context, const GatewayConnection& connection, std::string_view message_id,
                          std::string_view body);
std::string disconnect_event(const EventContext& context, const GatewayConnection& connection, const GatewayEnd& end);

/// A frame of the gateway's own, byte for byte as API Gateway writes it.
std::string gateway_frame(std::string_view message, const GatewayConnection& connection, std::string_view request_id);

}  // namespace belfry::gateway
