#pragma once

#include "base/result.hpp"
#include "base/task.hpp"
#include "base/time.hpp"
#include "domain/ids.hpp"

namespace belfry {

/// Keeps connection tokens single-use and revocable (product 1.3). Callable from any shard; durable when answered.
class TokenStore {
 public:
  virtual ~TokenStore() = default;

  /// Uses the token up. `token_used` when it was used before; `token_revoked` when it was issued at or before the
  /// user's last revocation.
  virtual Task<Result<void>> consume(UserId user, Uuid token_id, Instant issued_at, Instant expires_at) = 0;

  /// Every unused token of the user issued at or before `at` is dead from now on.
  virtual Task<Result<void>> revoke_all(UserId user, Instant at) = 0;

  /// Forgets used tokens that expired before `floor`; they are refused as expired anyway.
  virtual Task<Result<void>> forget_expired(Instant floor) = 0;
};

}  // namespace belfry
