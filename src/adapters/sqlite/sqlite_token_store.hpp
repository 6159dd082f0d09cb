#pragma once

#include "adapters/sqlite/sqlite_database.hpp"
#include "ports/token_store.hpp"

namespace belfry::sqlite {

/// TokenStore in the same SQLite file and through the same writer as the inboxes.
class SqliteTokenStore final : public TokenStore {
 public:
  /// `database` outlives the store.
  explicit SqliteTokenStore(SqliteDatabase& database) : database_(database) {}

  Task<Result<void>> consume(UserId user, Uuid token_id, Instant issued_at, Instant expires_at) override;
  Task<Result<void>> revoke_all(UserId user, Instant at) override;
  Task<Result<void>> forget_expired(Instant floor) override;

 private:
  SqliteDatabase& database_;
};

}  // namespace belfry::sqlite
