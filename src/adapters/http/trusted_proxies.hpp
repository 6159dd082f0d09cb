#pragma once

#include "app/connection_record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::http {

/// `192.0.2.1`, `2001:db8::1`; also with a port behind it (`192.0.2.1:80`, `[2001:db8::1]:80`), as proxies write it.
std::optional<app::AddressBytes> parse_address(std::string_view text);

/// Whose X-Forwarded-For is believed.
class TrustedProxies {
 public:
  /// Addresses and CIDR blocks, IPv4 and IPv6. Throws std::invalid_argument naming an entry that is neither.
  explicit TrustedProxies(const std::vector<std::string>& entries);

  bool contains(const app::AddressBytes& address) const;

  /// The right-most hop that is not a trusted proxy (product 1.4). A peer that is not trusted itself is the client. A
  /// hop that is no address ends the search: the proxy that wrote it is then all that is known.
  app::AddressBytes client_of(const app::AddressBytes& peer, std::string_view forwarded_for) const;

 private:
  struct Block {
    app::AddressBytes base;
    unsigned prefix;  ///< bits of the 128
  };
  static std::optional<Block> parse_block(std::string_view text);

  std::vector<Block> blocks_;
};

}  // namespace belfry::http
