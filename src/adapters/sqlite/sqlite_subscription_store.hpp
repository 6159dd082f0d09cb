#pragma once

#include "adapters/sqlite/sqlite_database.hpp"
#include "ports/subscription_store.hpp"

namespace belfry::sqlite {

/// SubscriptionStore in one SQLite file.
class SqliteSubscriptionStore final : public SubscriptionStore {
 public:
  /// `database` outlives the store.
  explicit SqliteSubscriptionStore(SqliteDatabase& database) : database_(database) {}

  Task<Result<std::vector<std::string>>> channels(UserId user) override;
  Task<Result<std::vector<std::string>>> subscribe(UserId user, std::vector<std::string> channels) override;
  Task<Result<std::vector<std::string>>> unsubscribe(UserId user, std::vector<std::string> channels) override;

 private:
  SqliteDatabase& database_;
};

}  // namespace belfry::sqlite
