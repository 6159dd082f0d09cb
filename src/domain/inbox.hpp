#pragma once

#include "base/time.hpp"
#include "domain/cursor.hpp"
#include "domain/notification.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace belfry {

/// The head of a user's log with the counts that hold there (product 2.2). A user never heard of has all zeroes.
struct InboxState {
  Rev rev = 0;
  std::uint64_t unread = 0;
  std::uint64_t unseen = 0;  ///< items that came after the last `seen`
  Epoch epoch = 0;
  std::uint64_t announcement = 0;

  Cursor cursor() const { return {epoch, rev, announcement}; }

  friend bool operator==(const InboxState&, const InboxState&) = default;
};

/// What kind of change; the names on the wire are `new read delete expire read_all seen`.
enum class ChangeOp : std::uint8_t { added = 1, read = 2, removed = 3, expired = 4, read_all = 5, seen = 6 };

/// One entry of a user's log.
struct Change {
  Rev rev = 0;
  Instant at;
  ChangeOp op = ChangeOp::added;
  NotificationPtr notification;                   ///< added: the notification
  std::optional<NotificationId> notification_id;  ///< read, removed, expired
  Rev up_to = 0;                                  ///< read_all, seen: everything at or before this rev
};

}  // namespace belfry
