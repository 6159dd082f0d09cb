#pragma once

#include "adapters/sqlite/sqlite_database.hpp"
#include "ports/privacy_store.hpp"

namespace belfry::sqlite {

/// PrivacyStore over everything that one SQLite file keeps about a user.
class SqlitePrivacyStore final : public PrivacyStore {
 public:
  /// `database` outlives the store.
  explicit SqlitePrivacyStore(SqliteDatabase& database) : database_(database) {}

  Task<Result<ExportPage>> export_user(UserId user, ExportPosition position, std::size_t limit) override;
  Task<Result<EraseStep>> erase_user(UserId user, std::size_t batch) override;

 private:
  SqliteDatabase& database_;
};

}  // namespace belfry::sqlite
