#pragma once

#include "base/task.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace belfry {

/// A connection as handlers written for API Gateway know it.
struct GatewayConnection {
  std::string id;
  Instant connected_at;
  std::string source_ip;
  std::string user_agent;   ///< empty: the client sent none
  std::string domain_name;  ///< where handlers reach this server: the host of `server.public_url`, and its port
};
using GatewayConnectionPtr = std::shared_ptr<const GatewayConnection>;

/// What else the opening handshake said, in the order it came.
struct GatewayHandshake {
  struct Field {
    std::string name;
    std::string value;
  };

  std::vector<Field> headers;
  std::vector<Field> query;  ///< decoded
};

/// What came of `$connect`.
struct GatewayVerdict {
  int status = 200;                                       ///< 2xx: accepted; else the answer to the handshake
  std::optional<std::string> subprotocol = std::nullopt;  ///< chosen by the handler; nothing: none is echoed

  bool accepted() const { return status >= 200 && status < 300; }
};

/// How a connection ended.
struct GatewayEnd {
  std::uint16_t code = 0;  ///< of the close, from whichever side, or 1005 and 1006 of RFC 6455
  std::string reason;
};

/// Runs the handlers of a socket API that was written for API Gateway (product 3.4). Any shard. Never fails as a whole:
/// a handler that does is a status, or a frame for its client.
class GatewayHandlers {
 public:
  virtual ~GatewayHandlers() = default;

  /// Before the 101. Tried once.
  virtual Task<GatewayVerdict> connect(GatewayConnectionPtr connection, GatewayHandshake handshake) = 0;

  /// A message of the client's. The answer is the text of a frame for it; empty: there is none.
  virtual Task<std::string> message(GatewayConnectionPtr connection, std::string text) = 0;

  /// The frame for a message that cannot be taken because too many wait.
  virtual std::string throttled(const GatewayConnection& connection) const = 0;

  /// After the end, best effort.
  virtual Task<void> disconnect(GatewayConnectionPtr connection, GatewayEnd end) = 0;
};

}  // namespace belfry
