#pragma once

#include "app/rate_limiter.hpp"
#include "ports/clock.hpp"
#include "ports/connection_tokens.hpp"
#include "ports/token_store.hpp"

#include <chrono>
#include <string>

namespace belfry::app {

struct IssuedToken {
  std::string text;
  ConnectionToken token;
};

/// Connection tokens for a signed-in user (product 1.3): issuing writes nothing, revoking keeps one instant a user. Any
/// shard.
class IssueToken {
 public:
  struct Settings {
    std::chrono::seconds ttl{60};
    TokenBucket::Rate per_user{10, std::chrono::minutes(1)};
  };

  IssueToken(const ConnectionTokenCodec& codec, TokenStore& store, const Clock& clock, const Settings& settings)
      : codec_(codec), store_(store), clock_(clock), settings_(settings), users_(settings.per_user, clock) {}

  /// `rate_limited` beyond so many a minute for the user.
  Result<IssuedToken> issue(const UserId& user);

  /// Every token issued so far and not used yet is dead when this succeeds.
  Task<Result<void>> revoke(UserId user) { return store_.revoke_all(std::move(user), clock_.now()); }

 private:
  const ConnectionTokenCodec& codec_;
  TokenStore& store_;
  const Clock& clock_;
  const Settings settings_;
  RateLimiter users_;
};

}  // namespace belfry::app
