#include "adapters/memory/memory_subscription_store.hpp"

#include "adapters/memory/memory_reading.hpp"
#include "domain/channel_rules.hpp"

#include <fmt/format.h>

namespace belfry::memory {

Task<Result<std::vector<std::string>>> MemorySubscriptionStore::channels(UserId user) {
  co_return data_.read([&](MemoryModel& model) { return channels_of(model.user(user)); });
}

Task<Result<std::vector<std::string>>> MemorySubscriptionStore::subscribe(UserId user,
                                                                          std::vector<std::string> channels) {
  co_return data_.write([&](MemoryModel& model, MemoryData::Events&) -> Result<std::vector<std::string>> {
    MemoryUser& owner = model.user(user);
    std::map<std::string, SubscriptionNumber> all = owner.channels;
    for (const std::string& channel : channels) {
      all.try_emplace(channel, model.subscriptions + 1);
    }
    if (all.size() > ChannelRules::kMaxSubscriptions) {
      return fail(Error::validation("/channels", "too_many",
                                    fmt::format("a user has at most {} channels", ChannelRules::kMaxSubscriptions)));
    }
    ++model.subscriptions;
    owner.channels = std::move(all);
    return channels_of(owner);
  });
}

Task<Result<std::vector<std::string>>> MemorySubscriptionStore::unsubscribe(UserId user,
                                                                            std::vector<std::string> channels) {
  co_return data_.write([&](MemoryModel& model, MemoryData::Events&) {
    MemoryUser& owner = model.user(user);
    for (const std::string& channel : channels) {
      owner.channels.erase(channel);
    }
    return Result<std::vector<std::string>>(channels_of(owner));
  });
}

}  // namespace belfry::memory
