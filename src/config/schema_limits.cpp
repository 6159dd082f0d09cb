#include "config/section_of.hpp"

namespace belfry::config {

std::vector<Section> limit_sections() {
  return {
      single_table<&Config::origins>(
          "origins", "Which web pages may connect.",
          {{"allow", "Allowed origins beside public_url itself; \"*\" for any.", slot<&OriginsConfig::allow>}}),
      single_table<&Config::limits>(
          "limits", "Bounds; 0 switches one off.",
          {
              {"connections", "Connections that the server holds at most.", slot<&LimitsConfig::connections>},
              {"connections_per_user",
               "Connections of one user.",
               slot<&LimitsConfig::connections_per_user>,
               Secrecy::open,
               {"WEBSOCKET_MAX_CONNECTIONS_PER_USER"}},
              {"connections_per_user_policy", "What happens above that: reject or evict_oldest.",
               slot<&LimitsConfig::connections_per_user_policy>},
              {"connect_attempts_per_minute_per_ip", "WebSocket handshakes from one address in a minute.",
               slot<&LimitsConfig::connect_attempts_per_minute_per_ip>},
              {"messages_per_second", "Messages that a connection may send in a second.",
               slot<&LimitsConfig::messages_per_second>},
              {"subscribes_per_minute", "Subscribe and unsubscribe messages of a connection in a minute.",
               slot<&LimitsConfig::subscribes_per_minute>},
              {"message_bytes",
               "The largest message, in and out.",
               slot<&LimitsConfig::message_bytes>,
               Secrecy::open,
               {"WEBSOCKET_MESSAGE_MAX_SIZE"}},
              {"queue_bytes", "What may wait unsent for one connection.", slot<&LimitsConfig::queue_bytes>},
              {"broadcasts_per_minute",
               "Broadcasts to all that a service key may send in a minute.",
               slot<&LimitsConfig::broadcasts_per_minute>,
               Secrecy::open,
               {"BROADCAST_RATE_LIMIT_PER_MIN"}},
          }),
      single_table<&Config::heartbeat>(
          "heartbeat", "How dead connections are found.",
          {
              {"interval_seconds", "How often the server pings.", slot<&HeartbeatConfig::interval>},
              {"timeout_seconds", "Silence after which a connection is closed (4001).",
               slot<&HeartbeatConfig::timeout>},
              {"lifetime_seconds", "How long a connection may live before it must come back (4002).",
               slot<&HeartbeatConfig::lifetime>},
          }),
  };
}

}  // namespace belfry::config
