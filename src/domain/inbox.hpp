#pragma once

#include "base/time.hpp"
#include "domain/cursor.hpp"
#include "domain/notification.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace belfry {

/// The head of a user's log with the counts that hold there (product 2.2), announcements that the user's preferences
/// let through included. A user never heard of has rev 0 and has read none of the announcements.
struct InboxState {
  Rev rev = 0;
  std::uint64_t unread = 0;
  std::uint64_t unseen = 0;  ///< items that came after the last `seen`
  Epoch epoch = 0;
  AnnouncementNumber announcement = 0;  ///< the head of the server's list of announcements

  Cursor cursor() const { return {epoch, rev, announcement}; }

  friend bool operator==(const InboxState&, const InboxState&) = default;
};

/// What kind of change; the names on the wire are in wire/notification_json.hpp, the numbers are kept in databases. The
/// last three are of announcements: they have no rev, and stand in no user's log.
enum class ChangeOp : std::uint8_t {
  added = 1,
  read = 2,
  removed = 3,
  expired = 4,
  read_all = 5,
  seen = 6,
  preferences = 7,
  replaced = 8,  ///< added in place of an unread one with the same collapse key
  announced = 9,
  announcement_edited = 10,
  announcement_recalled = 11,  ///< by the service, or because it expired
};

/// Brings a notification into the inbox: what travels as a `notification` message.
constexpr bool brings_notification(ChangeOp op) {
  return op == ChangeOp::added || op == ChangeOp::replaced || op == ChangeOp::announced;
}
constexpr bool is_of_announcement(ChangeOp op) { return op >= ChangeOp::announced; }

/// One entry of a user's log, or a change of the announcements.
struct Change {
  Rev rev = 0;
  Instant at;
  ChangeOp op = ChangeOp::added;
  NotificationPtr notification;  ///< added, replaced, announced, announcement_edited
  /// read, removed, expired, announcement_recalled; may name an announcement where a user read or removed one
  std::optional<NotificationId> notification_id;
  Rev up_to = 0;  ///< read_all, seen: everything at or before this rev
  /// Of announcements: the number of this change. read_all, seen: every announcement at or before this number.
  AnnouncementNumber announcement = 0;
  std::optional<NotificationId> replaces;  ///< replaced: what it took the place of
};

}  // namespace belfry
