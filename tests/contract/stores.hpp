#pragma once

#include "adapters/memory/memory_notification_store.hpp"
#include "adapters/memory/memory_token_store.hpp"
#include "adapters/sqlite/sqlite_notification_store.hpp"
#include "adapters/sqlite/sqlite_token_store.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace belfry::test {

/// An empty store of some kind with all it needs.
class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;
  virtual NotificationStore& notifications() = 0;
  virtual TokenStore& tokens() = 0;
};

class MemoryStores final : public StoreUnderTest {
 public:
  explicit MemoryStores(const Clock& clock) : notifications_(clock) {}
  NotificationStore& notifications() override { return notifications_; }
  TokenStore& tokens() override { return tokens_; }

 private:
  memory::MemoryNotificationStore notifications_;
  memory::MemoryTokenStore tokens_;
};

class SqliteStores final : public StoreUnderTest {
 public:
  explicit SqliteStores(const Clock& clock)
      : database_(open(directory_.file("belfry.db"), clock)), notifications_(*database_), tokens_(*database_) {}
  NotificationStore& notifications() override { return notifications_; }
  TokenStore& tokens() override { return tokens_; }

 private:
  static std::unique_ptr<sqlite::SqliteDatabase> open(const std::string& path, const Clock& clock) {
    sqlite::SqliteSettings settings;
    settings.path = path;
    auto opened = sqlite::SqliteDatabase::open(settings, clock);
    if (!opened) {
      throw std::runtime_error(opened.error().log_detail);
    }
    return std::move(*opened);
  }

  TemporaryDirectory directory_;
  std::unique_ptr<sqlite::SqliteDatabase> database_;
  sqlite::SqliteNotificationStore notifications_;
  sqlite::SqliteTokenStore tokens_;
};

/// Every adapter of the store ports stands here and passes the same tests.
struct StoreKind {
  const char* name;
  std::unique_ptr<StoreUnderTest> (*make)(const Clock&);
};

template <class Stores>
std::unique_ptr<StoreUnderTest> make_stores(const Clock& clock) {
  return std::make_unique<Stores>(clock);
}

inline auto every_store() {
  return ::testing::Values(StoreKind{"memory", &make_stores<MemoryStores>},
                           StoreKind{"sqlite", &make_stores<SqliteStores>});
}

inline std::string name_of_store(const ::testing::TestParamInfo<StoreKind>& kind) { return kind.param.name; }

}  // namespace belfry::test
