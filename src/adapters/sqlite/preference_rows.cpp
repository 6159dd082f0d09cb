#include "adapters/sqlite/preference_rows.hpp"

#include "base/log.hpp"
#include "wire/preferences_json.hpp"

#include <memory>
#include <utility>

namespace belfry::sqlite {

PreferencesPtr preferences_at(const Query& rows, int column) {
  if (rows.null(column)) {
    return nullptr;
  }
  auto kept = wire::parse_preferences_text(rows.text(column));
  if (!kept) {
    log::error("store:error", {{"operation", "preferences"}, {"error", "kept preferences cannot be read"}});
    return nullptr;
  }
  return std::make_shared<const Preferences>(std::move(*kept));
}

}  // namespace belfry::sqlite
