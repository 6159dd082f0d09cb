#pragma once

#include "ports/origin_rule.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::http {

/// The allowlist of origins (RFC 6454), for CORS and for opening handshakes alike (product 1.4).
class OriginPolicy final : public OriginRule {
 public:
  enum class Loopback : std::uint8_t { as_listed, any_port };

  struct Settings {
    std::vector<std::string> allow;           ///< exact origins; "*" for any
    std::string public_url;                   ///< its own origin is always allowed
    Loopback loopback = Loopback::as_listed;  ///< `any_port` in development: localhost, 127.0.0.1 and [::1]
  };

  explicit OriginPolicy(const Settings& settings);

  /// A request without an origin passes: no browser sent it.
  bool allows(std::string_view origin) const override;

 private:
  std::vector<std::string> origins_;
  bool any_ = false;
  const Loopback loopback_;
};

/// `scheme://host[:port]` in lower case without the scheme's own port; a path behind it is dropped. Empty when `url`
/// is not of that shape.
std::string origin_of(std::string_view url);

}  // namespace belfry::http
