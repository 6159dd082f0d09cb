#pragma once

#include "base/result.hpp"
#include "base/task.hpp"
#include "domain/ids.hpp"

#include <string>
#include <vector>

namespace belfry {

/// Who hears which channel: kept with the user, across connections and devices (product 2.8). Callable from any shard;
/// durable when answered. Names have been checked. Subscribing twice and unsubscribing from what one never heard are
/// harmless. The answers are all channels of the user then, sorted.
class SubscriptionStore {
 public:
  virtual ~SubscriptionStore() = default;

  virtual Task<Result<std::vector<std::string>>> channels(UserId user) = 0;
  /// `validation_failed` when the user would have more than `ChannelRules::kMaxSubscriptions`; then none is added.
  virtual Task<Result<std::vector<std::string>>> subscribe(UserId user, std::vector<std::string> channels) = 0;
  virtual Task<Result<std::vector<std::string>>> unsubscribe(UserId user, std::vector<std::string> channels) = 0;
};

}  // namespace belfry
