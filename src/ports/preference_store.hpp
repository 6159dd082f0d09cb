#pragma once

#include "base/result.hpp"
#include "base/task.hpp"
#include "domain/cursor.hpp"
#include "domain/preferences.hpp"
#include "ports/user_event.hpp"

#include <optional>
#include <vector>

namespace belfry {

/// A user's preferences and the position in the log that they date from: their entity tag.
struct StoredPreferences {
  Preferences preferences;
  Epoch epoch = 0;
  Rev changed_at = 0;  ///< the rev of the last change; 0: never changed
};

/// What users want to hear (product 2.7). Callable from any shard; durable when answered.
///
/// A change gets the user's next rev and an event with op `preferences` that carries what holds now; the publishes
/// committed after it obey it. A patch that changes nothing makes no rev and no event.
class PreferenceStore {
 public:
  virtual ~PreferenceStore() = default;

  virtual Task<Result<StoredPreferences>> preferences(UserId user) = 0;

  /// `precondition_failed` when `if_match` is given and is not the `changed_at` of now; `validation_failed` as `apply`
  /// says. A failed patch changes nothing.
  virtual Task<Result<StoredPreferences>> patch_preferences(UserId user, PreferencesPatch patch,
                                                            std::optional<Rev> if_match,
                                                            std::optional<Origin> origin) = 0;

  /// Every user who switched in-app notifications off: read once, at start.
  virtual Task<Result<std::vector<UserId>>> users_without_in_app() = 0;
};

}  // namespace belfry
