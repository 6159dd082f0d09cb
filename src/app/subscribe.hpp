#pragma once

#include "domain/channel_rules.hpp"
#include "ports/subscription_store.hpp"

#include <string>
#include <vector>

namespace belfry::app {

/// Subscribing to channels, over a socket or HTTP alike (product 2.8). Any shard.
class Subscribe {
 public:
  Subscribe(SubscriptionStore& store, const ChannelRules& rules) : store_(store), rules_(rules) {}

  /// All of the names, or none: `invalid_channel` with a fault for each that is no name, `forbidden_channel` with a
  /// fault for each that the rules refuse; else what SubscriptionStore answers.
  Task<Result<std::vector<std::string>>> subscribe(UserId user, ChannelRights rights,
                                                   std::vector<std::string> channels);
  /// Nobody needs a right to hear less. `invalid_channel` as above.
  Task<Result<std::vector<std::string>>> unsubscribe(UserId user, std::vector<std::string> channels);
  Task<Result<std::vector<std::string>>> list(UserId user) { return store_.channels(std::move(user)); }

 private:
  SubscriptionStore& store_;
  const ChannelRules& rules_;
};

/// `forbidden_channel` with a fault at `/channels/<i>` for each channel that the rules refuse.
Result<void> check_allowed(const ChannelRules& rules, const UserId& user, const ChannelRights& rights,
                           const std::vector<std::string>& channels);

}  // namespace belfry::app
