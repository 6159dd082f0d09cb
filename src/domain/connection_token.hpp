#pragma once

#include "base/time.hpp"
#include "base/uuid.hpp"
#include "domain/ids.hpp"

#include <optional>
#include <string>
#include <vector>

namespace belfry {

/// What a connection token says once its signature holds (product 1.3). That it is used once only, and not revoked, is
/// the TokenStore's to tell.
struct ConnectionToken {
  UserId user;
  Instant issued_at;
  Instant expires_at;
  Uuid token_id;
  /// Limits what the connection may subscribe to; none: only what the rules give everybody (product 2.8).
  std::optional<std::vector<std::string>> allowed_channels;

  friend bool operator==(const ConnectionToken&, const ConnectionToken&) = default;
};

}  // namespace belfry
