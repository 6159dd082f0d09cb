#include "adapters/sqlite/sqlite_privacy_store.hpp"

#include "adapters/sqlite/erase_commands.hpp"
#include "adapters/sqlite/export_queries.hpp"

#include <utility>

namespace belfry::sqlite {

Task<Result<ExportPage>> SqlitePrivacyStore::export_user(UserId user, ExportPosition position, std::size_t limit) {
  return database_.read<ExportPage>(StoreOperation::export_user,
                                    [scope = database_.scope(), user = std::move(user), position, limit](Database& db) {
                                      return read_export(db, scope, user, position, limit);
                                    });
}

Task<Result<EraseStep>> SqlitePrivacyStore::erase_user(UserId user, std::size_t batch) {
  return database_.write<EraseStep>(
      StoreOperation::erase_user, batch,
      [user = std::move(user), batch](WriteSession& session) { return sqlite::erase_user(session, user, batch); });
}

}  // namespace belfry::sqlite
