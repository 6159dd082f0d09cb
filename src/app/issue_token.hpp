#pragma once

#include "app/opt_outs.hpp"
#include "app/rate_limiter.hpp"
#include "domain/channel_rules.hpp"
#include "ports/clock.hpp"
#include "ports/connection_tokens.hpp"
#include "ports/token_store.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace belfry::app {

struct IssuedToken {
  std::string text;
  ConnectionToken token;
};

/// Connection tokens for a signed-in user, or for one whom a service names (product 1.3, 2.8): issuing writes nothing,
/// revoking keeps one instant a user. Any shard.
class IssueToken {
 public:
  struct Settings {
    std::chrono::seconds ttl{60};
    TokenBucket::Rate per_user{10, std::chrono::minutes(1)};
  };

  /// Channels that a token may list: it travels in a URL.
  static constexpr std::size_t kMaxChannels = 20;

  struct Parts {
    const ConnectionTokenCodec& codec;
    TokenStore& store;
    const Clock& clock;
    const ChannelRules& rules;
    const OptOuts& opt_outs;
  };
  using Channels = std::optional<std::vector<std::string>>;

  IssueToken(const Parts& parts, const Settings& settings)
      : parts_(parts), settings_(settings), users_(settings.per_user, parts.clock) {}

  /// For the user who asks, with the channels that the rules allow by `rights`: `forbidden_channel` otherwise.
  /// `in_app_disabled`; `rate_limited` beyond so many a minute for the user.
  Result<IssuedToken> issue(const UserId& user, const ChannelRights& rights, Channels channels);
  /// For the user whom a service names: the service answers for the channels. `in_app_disabled`.
  Result<IssuedToken> issue_by_service(const UserId& user, Channels channels) const;

  /// Every token issued so far and not used yet is dead when this succeeds.
  Task<Result<void>> revoke(UserId user) { return parts_.store.revoke_all(std::move(user), parts_.clock.now()); }

 private:
  IssuedToken sign(const UserId& user, Channels channels) const;

  const Parts parts_;
  const Settings settings_;
  RateLimiter users_;
};

}  // namespace belfry::app
