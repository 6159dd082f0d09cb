#pragma once

#include "adapters/memory/memory_stores.hpp"
#include "contract/sqlite_stores.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace belfry::test {

class MemoryStores final : public StoreUnderTest {
 public:
  MemoryStores(const Clock& clock, StorePolicy policy) : stores_(clock, std::move(policy)) {}
  NotificationStore& notifications() override { return stores_.notifications; }
  TokenStore& tokens() override { return stores_.tokens; }
  PreferenceStore& preferences() override { return stores_.preferences; }
  SubscriptionStore& subscriptions() override { return stores_.subscriptions; }
  ChannelSendStore& channel_sends() override { return stores_.channel_sends; }
  AnnouncementStore& announcements() override { return stores_.announcements; }
  OutboxStore& outbox() override { return stores_.outbox; }
  JobStore& jobs() override { return stores_.jobs; }
  DeliveryReports& reports() override { return stores_.reports; }
  PrivacyStore& privacy() override { return stores_.privacy; }

 private:
  memory::MemoryStores stores_;
};

/// Every adapter of the store ports stands here and passes the same tests.
struct StoreKind {
  const char* name;
  std::unique_ptr<StoreUnderTest> (*make)(const Clock&, StorePolicy);
};

template <class Stores>
std::unique_ptr<StoreUnderTest> make_stores(const Clock& clock, StorePolicy policy) {
  return std::make_unique<Stores>(clock, std::move(policy));
}

inline constexpr StoreKind kMemory{"memory", &make_stores<MemoryStores>};
inline constexpr StoreKind kSqlite{"sqlite", &make_stores<SqliteStores>};

inline auto every_store() { return ::testing::Values(kMemory, kSqlite); }

inline std::string name_of_store(const ::testing::TestParamInfo<StoreKind>& kind) { return kind.param.name; }

}  // namespace belfry::test
