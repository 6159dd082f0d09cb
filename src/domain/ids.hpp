#pragma once

#include "base/strong_string.hpp"
#include "base/uuid.hpp"

#include <cstdint>

namespace belfry {

/// The `sub` of a user JWT: 1 to 255 bytes.
using UserId = StrongString<struct UserIdTag>;

/// UUID version 7: sorts by time of publishing.
using NotificationId = Uuid;

/// The position of a change in one user's inbox log: 1, 2, 3 .. without a hole; 0 is "before the first" (product 2.2).
using Rev = std::uint64_t;

/// Announcements are numbered for the whole server: each publishing, edit, recall and expiry of one gets the next
/// number, 1, 2, 3 .. (product 2.2).
using AnnouncementNumber = std::uint64_t;

}  // namespace belfry
