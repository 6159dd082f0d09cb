#pragma once

#include "base/error.hpp"
#include "base/time.hpp"
#include "domain/announcement_patch.hpp"
#include "domain/notification.hpp"
#include "domain/notification_types.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace belfry {

/// Product 2.1; lengths in code points where they say characters, else in bytes of UTF-8.
namespace limits {
inline constexpr std::size_t kUserIdBytes = 255;
inline constexpr std::size_t kTypeBytes = 50;
inline constexpr std::size_t kTitleCharacters = 255;
inline constexpr std::size_t kBodyCharacters = 10'000;
inline constexpr std::size_t kIconCharacters = 255;
inline constexpr std::size_t kActionUrlCharacters = 2'048;
inline constexpr std::size_t kKeyCharacters = 255;
inline constexpr std::size_t kUsersPerPublish = 1'000;
}  // namespace limits

/// What a publisher may not say (product 2.1), as field errors whose pointers name the members of the publish body:
/// `too_short`, `too_long`, `utf8`, `control_character`, `pattern`, `unknown_type`, and `past` for an `expiresAt` that
/// is over. `id` and `created_at` are not looked at. How large the whole may be is the dialects' matter.
void check_draft(const Notification& draft, const NotificationTypes& types, Instant now,
                 std::vector<FieldError>& faults);

/// The same of what an edit sets.
void check_patch(const AnnouncementPatch& patch, Instant now, std::vector<FieldError>& faults);

/// A dedupe or collapse key: 1 to 255 characters of plain text.
void check_key(std::string_view key, std::string_view pointer, std::vector<FieldError>& faults);

/// 1 to 255 bytes of plain text.
void check_user_id(std::string_view user, std::string_view pointer, std::vector<FieldError>& faults);

}  // namespace belfry
