#pragma once

#include "cli/ws_handshake.hpp"
#include "unit/cli/raw_server.hpp"

#include <string>

namespace belfry::cli::test {

/// Answers the handshake with a 101, and returns the request.
inline std::string accept_upgrade(RawConnection& connection, const std::string& subprotocol = "") {
  const std::string request = connection.read_until("\r\n\r\n");
  constexpr std::string_view kKey = "Sec-WebSocket-Key: ";
  const std::size_t at = request.find(kKey);
  const std::string key = at == std::string::npos ? "" : request.substr(at + kKey.size(), 24);
  std::string answer =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: " +
      accept_for(key) + "\r\n";
  if (!subprotocol.empty()) {
    answer += "Sec-WebSocket-Protocol: " + subprotocol + "\r\n";
  }
  connection.send(answer + "\r\n");
  return request;
}

/// A server's frame with a payload of less than 126 bytes.
inline std::string frame(unsigned first, std::string_view payload) {
  return std::string{static_cast<char>(first), static_cast<char>(payload.size())} + std::string(payload);
}

inline std::string close_frame(unsigned code, std::string_view reason = "") {
  return frame(0x88, std::string{static_cast<char>(code >> 8U), static_cast<char>(code & 0xFFU)} + std::string(reason));
}

}  // namespace belfry::cli::test
