#pragma once

#include "base/random.hpp"
#include "base/time.hpp"
#include "ports/user_event.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace belfry::app {

/// The random part of a public connection id, `conn_{timestamp}_{random}` (product 1.5), is the connection's key under
/// a permutation that this process draws at its start: never the same for two connections, telling nothing about how
/// many there are, and a lookup by public id needs no table. Immutable; any thread.
class ConnectionIds {
 public:
  ConnectionIds() : keys_{random_u64(), random_u64(), random_u64(), random_u64()} {}
  explicit ConnectionIds(const std::array<std::uint64_t, 4>& keys) : keys_(keys) {}

  std::uint64_t random_of(ConnectionKey key) const;
  ConnectionKey key_of(std::uint64_t random) const;

 private:
  std::uint32_t mix(std::uint32_t half, std::size_t round) const;

  const std::array<std::uint64_t, 4> keys_;
};

/// A public id, taken apart.
struct ConnectionIdParts {
  Instant connected_at;
  std::uint64_t random = 0;

  friend bool operator==(const ConnectionIdParts&, const ConnectionIdParts&) = default;
};

/// Nothing for what is no id of ours.
std::optional<ConnectionIdParts> parse_connection_id(std::string_view text);

}  // namespace belfry::app
