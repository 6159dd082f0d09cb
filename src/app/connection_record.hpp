#pragma once

#include "base/time.hpp"
#include "domain/dialect_kind.hpp"
#include "domain/ids.hpp"
#include "ports/user_event.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace belfry::app {

/// An IPv6 address, or an IPv4 one mapped into it (RFC 4291 section 2.5.5.2).
using AddressBytes = std::array<std::uint8_t, 16>;

/// The public id: `conn_{timestamp}_{random}`.
std::string connection_id_of(Instant connected_at, std::uint64_t random);

/// What is known of one connection (product 1.5), in as few bytes as it takes: there is one for every open socket. The
/// user, the node and the subscriptions are kept once elsewhere.
struct ConnectionRecord {
  ConnectionKey key = 0;
  Uuid token_id;             ///< all zero when a user JWT opened the connection
  std::uint64_t random = 0;  ///< of the public id: ConnectionIds::random_of(key)
  Instant connected_at;
  Instant last_ping_at;
  Instant last_active_at;
  Instant expires_at;                       ///< end of the token or of the lifetime, whichever comes first
  const std::string* user_agent = nullptr;  ///< interned by the shard
  AddressBytes source_ip{};
  DialectKind dialect = DialectKind::notifications;

  std::string connection_id() const { return connection_id_of(connected_at, random); }
};

std::string text_of(const AddressBytes& address);

}  // namespace belfry::app
