#pragma once

#include "base/result.hpp"
#include "base/task.hpp"
#include "domain/announcement_patch.hpp"
#include "ports/notification_store.hpp"

#include <cstddef>
#include <optional>

namespace belfry {

struct Announcement {
  NotificationPtr notification;
  AnnouncementNumber published = 0;
  AnnouncementNumber changed = 0;  ///< the number of the last change
};

/// Notifications for everybody (product 2.3): one row each, merged into what every user reads. What users do with them
/// goes through NotificationStore. Callable from any shard; durable when answered. Each change gets the next
/// announcement number and one event; expiry is a change that `NotificationStore::upkeep` makes.
class AnnouncementStore {
 public:
  /// Announcements that are neither recalled nor expired.
  static constexpr std::size_t kMaxCurrent = 1'000;

  virtual ~AnnouncementStore() = default;

  /// `users` is empty, the notification has no channel, there is no dedupe or collapse key. `accepted` is 0: nobody
  /// counts the users. Idempotency as in `append`. `validation_failed` with `kMaxCurrent` announcements current.
  virtual Task<Result<Published>> announce(PublishCommand command) = 0;

  /// `notification_not_found` when it is no announcement, or recalled or expired.
  virtual Task<Result<Announcement>> edit(NotificationId id, AnnouncementPatch patch, std::optional<Origin> origin) = 0;
  virtual Task<Result<void>> recall(NotificationId id, std::optional<Origin> origin) = 0;
};

}  // namespace belfry
