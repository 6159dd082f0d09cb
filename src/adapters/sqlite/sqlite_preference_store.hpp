#pragma once

#include "adapters/sqlite/sqlite_database.hpp"
#include "ports/preference_store.hpp"

namespace belfry::sqlite {

/// PreferenceStore in one SQLite file. What a patch changed is known to the writer before the next publish is decided.
class SqlitePreferenceStore final : public PreferenceStore {
 public:
  /// `database` outlives the store.
  explicit SqlitePreferenceStore(SqliteDatabase& database) : database_(database) {}

  Task<Result<StoredPreferences>> preferences(UserId user) override;
  Task<Result<StoredPreferences>> patch_preferences(UserId user, PreferencesPatch patch, std::optional<Rev> if_match,
                                                    std::optional<Origin> origin) override;
  Task<Result<std::vector<UserId>>> users_without_in_app() override;

 private:
  SqliteDatabase& database_;
};

}  // namespace belfry::sqlite
