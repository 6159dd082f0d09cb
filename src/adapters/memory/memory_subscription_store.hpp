#pragma once

#include "adapters/memory/memory_data.hpp"
#include "ports/subscription_store.hpp"

namespace belfry::memory {

/// SubscriptionStore over MemoryData.
class MemorySubscriptionStore final : public SubscriptionStore {
 public:
  explicit MemorySubscriptionStore(MemoryData& data) : data_(data) {}

  Task<Result<std::vector<std::string>>> channels(UserId user) override;
  Task<Result<std::vector<std::string>>> subscribe(UserId user, std::vector<std::string> channels) override;
  Task<Result<std::vector<std::string>>> unsubscribe(UserId user, std::vector<std::string> channels) override;

 private:
  MemoryData& data_;
};

}  // namespace belfry::memory
