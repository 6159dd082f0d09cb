#pragma once

#include "adapters/sqlite/database.hpp"
#include "domain/preferences.hpp"

namespace belfry::sqlite {

/// The text of notification_preferences in this column of a LEFT JOIN; null: the user never said anything. Text that
/// this program did not write is told in the log and counts as nothing said: nobody misses a notification over it.
PreferencesPtr preferences_at(const Query& rows, int column);

}  // namespace belfry::sqlite
