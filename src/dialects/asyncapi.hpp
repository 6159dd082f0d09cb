#pragma once

#include <cstdint>
#include <string>

namespace belfry::asyncapi {

struct About {
  std::string version;     ///< of the server
  std::string socket_url;  ///< `wss://host/ws`
  std::int64_t max_message_bytes = 131'072;
};

/// What is spoken over sockets, as AsyncAPI 3.0 (product 6.4): every message with schema, example and answers, the
/// credentials of the handshake and the close codes.
std::string document(const About& about);

}  // namespace belfry::asyncapi
