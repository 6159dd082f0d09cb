#pragma once

#include "cli/transport.hpp"
#include "cli/ws_frame.hpp"
#include "cli/ws_handshake.hpp"

#include <chrono>
#include <cstdint>
#include <expected>
#include <string>
#include <variant>
#include <vector>

namespace belfry::cli {

struct WsTarget {
  config::HttpUrl url;  ///< https: TLS
  std::string target;   ///< path and query, behind url.path
  std::vector<std::string> subprotocols;
};

/// Why there is no connection: the server's refusal before the 101, or (status 0) none was heard.
struct WsRefused {
  int status = 0;
  std::string body;
  std::string text;  ///< one line, for status 0
};

struct WsText {
  std::string text;
};
/// The server's close frame; 1005 without a code in it, 1006 when the connection ended without one (RFC 6455
/// section 7.4.1).
struct WsClosed {
  std::uint16_t code = 1006;
  std::string reason;
};
struct WsTimeout {};
struct WsWoken {};

using WsEvent = std::variant<WsText, WsClosed, WsTimeout, WsWoken>;

/// A WebSocket connection as a client, blocking with deadlines. Pings are answered inside receive(). One thread.
class WsClient {
 public:
  static std::expected<WsClient, WsRefused> open(const WsTarget& target, Deadline deadline);

  /// The next text message or the end. A server that breaks the protocol is closed with 1002 and told as an error.
  Outcome<WsEvent> receive(Deadline deadline, Wake wake = {});

  /// When bytes came last, of whatever kind: a server that only pings is alive.
  Deadline heard_at() const { return heard_at_; }

  Outcome<void> send_text(std::string_view text, Deadline deadline);

  /// Sends a close frame and waits for the server's.
  void close(std::uint16_t code, Deadline deadline);

 private:
  explicit WsClient(Transport transport);

  Outcome<void> send(Opcode opcode, std::string_view payload, Deadline deadline);
  /// The end or a message; nothing for what was dealt with here.
  Outcome<std::optional<WsEvent>> take(WsPiece piece, Deadline deadline);

  Transport transport_;
  WsAssembler assembler_;
  Deadline heard_at_ = std::chrono::steady_clock::now();
};

}  // namespace belfry::cli
