#include "adapters/sqlite/sqlite_preference_store.hpp"

#include "adapters/sqlite/preference_commands.hpp"

#include <utility>

namespace belfry::sqlite {

Task<Result<StoredPreferences>> SqlitePreferenceStore::preferences(UserId user) {
  return database_.read<StoredPreferences>(
      StoreOperation::preferences,
      [epoch = database_.epoch(), user = std::move(user)](Database& db) { return read_preferences(db, epoch, user); });
}

Task<Result<StoredPreferences>> SqlitePreferenceStore::patch_preferences(UserId user, PreferencesPatch patch,
                                                                         std::optional<Rev> if_match,
                                                                         std::optional<Origin> origin) {
  return database_.write<StoredPreferences>(
      StoreOperation::patch_preferences, 1,
      [user = std::move(user), patch = std::move(patch), if_match, origin = std::move(origin)](WriteSession& session) {
        return sqlite::patch_preferences(session, user, patch, if_match, origin);
      });
}

Task<Result<std::vector<UserId>>> SqlitePreferenceStore::users_without_in_app() {
  return database_.read<std::vector<UserId>>(StoreOperation::users_without_in_app,
                                             [](Database& db) { return read_users_without_in_app(db); });
}

}  // namespace belfry::sqlite
