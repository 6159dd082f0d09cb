#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::push {

/// A client's opening handshake as the HTTP side read it. Views are valid during the call only.
struct OpeningRequest {
  std::string_view method;
  unsigned http_version = 11;  ///< 10 x major + minor
  /// The values of every field of that name (any case), in order; empty when there is none.
  std::function<std::vector<std::string_view>(std::string_view name)> fields;
};

/// Why an opening handshake is refused. The answer carries the named field too, when there is one.
struct HandshakeRefusal {
  unsigned status = 400;
  std::string_view detail;  ///< a sentence for people
  std::string_view field_name;
  std::string_view field_value;
};

/// Checks an opening handshake by RFC 6455 sections 4.1 and 4.2 and returns the value of Sec-WebSocket-Accept.
/// Refusals: 405 unless GET, 426 without `Upgrade: websocket` or with another version than 13, 400 for the rest.
/// Origin, subprotocols and extensions are the caller's.
std::expected<std::string, HandshakeRefusal> check_handshake(const OpeningRequest& request);

/// The answer to a Sec-WebSocket-Key (RFC 6455 section 4.2.2, 5.4).
std::string accept_value(std::string_view key);

}  // namespace belfry::push
