#pragma once

#include "base/time.hpp"
#include "base/uuid.hpp"
#include "domain/ids.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
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

/// A token of its own, good from `now` for `ttl`.
inline ConnectionToken fresh_token(UserId user, Instant now, std::chrono::milliseconds ttl,
                                   std::optional<std::vector<std::string>> allowed_channels = std::nullopt) {
  return {.user = std::move(user),
          .issued_at = now,
          .expires_at = now + ttl,
          .token_id = Uuid::v7(now),
          .allowed_channels = std::move(allowed_channels)};
}

}  // namespace belfry
