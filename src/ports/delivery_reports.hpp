#pragma once

#include "base/result.hpp"
#include "base/task.hpp"
#include "domain/decisions.hpp"
#include "domain/inbox.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace belfry {

/// Where a notification stands in a user's inbox now.
enum class Whereabouts : std::uint8_t { inbox, suppressed, replaced, removed, expired };

/// As in delivery reports.
constexpr std::string_view name_of(Whereabouts where) {
  switch (where) {
    case Whereabouts::inbox: return "inbox";
    case Whereabouts::suppressed: return "suppressed";
    case Whereabouts::replaced: return "replaced";
    case Whereabouts::removed: return "removed";
    case Whereabouts::expired: return "expired";
  }
  std::unreachable();
}

/// What became of a notification for one user.
struct UserDelivery {
  UserId user;
  Instant decided_at;
  Decisions decisions;
  Whereabouts whereabouts = Whereabouts::inbox;
  std::optional<Rev> rev;               ///< of the change that brought it; nothing when it was suppressed
  std::optional<Instant> delivered_at;  ///< the first acknowledgement, while it is in the inbox
  std::optional<Instant> read_at;       ///< likewise
  std::optional<NotificationId> notification_id = std::nullopt;  ///< in exports: reports are of one notification
};

enum class PublishTarget : std::uint8_t { users, channel, everybody };

struct DeliveryQuery {
  std::optional<UserId> user;   ///< only this one
  std::optional<UserId> after;  ///< the page behind the one that ended with this user
  std::size_t limit = 50;       ///< at least 1
};

struct DeliveryReport {
  NotificationPtr notification;  ///< null when only decisions are left of it
  PublishTarget target = PublishTarget::users;
  std::vector<UserDelivery> users;  ///< by user id; of an announcement those who read or removed it
  bool has_more = false;
  std::size_t waiting = 0;  ///< of a send to a channel: subscribers whose batch has not come yet
};

/// Why a user did or did not get a notification. Kept as long as the log (`log_days`).
class DeliveryReports {
 public:
  virtual ~DeliveryReports() = default;
  /// `notification_not_found` for an id that was never published, or too long ago.
  virtual Task<Result<DeliveryReport>> delivery_report(NotificationId id, DeliveryQuery query) = 0;
};

}  // namespace belfry
