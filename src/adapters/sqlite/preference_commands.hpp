#pragma once

#include "adapters/sqlite/write_session.hpp"
#include "ports/preference_store.hpp"

namespace belfry::sqlite {

// What the writer and the readers do for SqlitePreferenceStore.

Result<StoredPreferences> patch_preferences(WriteSession& session, const UserId& user, const PreferencesPatch& patch,
                                            std::optional<Rev> if_match, const std::optional<Origin>& origin);

StoredPreferences read_preferences(Database& database, Epoch epoch, const UserId& user);
std::vector<UserId> read_users_without_in_app(Database& database);

}  // namespace belfry::sqlite
