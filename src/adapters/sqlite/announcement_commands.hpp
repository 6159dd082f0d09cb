#pragma once

#include "adapters/sqlite/write_session.hpp"
#include "ports/announcement_store.hpp"

#include <cstddef>
#include <optional>

namespace belfry::sqlite {

// What the writer does for AnnouncementStore, and what users do with announcements: inside a transaction, as the rest
// of write_commands.hpp.

Result<Published> announce(WriteSession& session, const PublishCommand& command);
Result<Announcement> edit_announcement(WriteSession& session, NotificationId id, const AnnouncementPatch& patch,
                                       const std::optional<Origin>& origin);
Result<void> recall_announcement(WriteSession& session, NotificationId id, const std::optional<Origin>& origin);

/// What NotificationStore says of an id that is no inbox row's: an announcement that stands in the user's list, or
/// `notification_not_found`. The first mark makes the user's row when there is none.
Result<InboxUpdate> read_announcement(WriteSession& session, const UserId& user, NotificationId id,
                                      const std::optional<Origin>& origin);
Result<InboxUpdate> remove_announcement(WriteSession& session, const UserId& user, NotificationId id);

/// Whether reading or seeing everything up to the number would change something for this user. Null: never heard of.
bool has_unread_announcement(WriteSession& session, UserRecord* record, AnnouncementNumber up_to);
bool has_unseen_announcement(WriteSession& session, UserRecord* record, AnnouncementNumber up_to);

/// Moves a watermark, when it is not there yet, and remembers when.
void raise_announcements_read(WriteSession& session, UserRecord& record, AnnouncementNumber up_to);
void raise_announcements_delivered(WriteSession& session, UserRecord& record, AnnouncementNumber up_to);

/// Recalls what has expired or was published before the retention floor, forgets what was recalled before the log floor
/// and the marks that nothing is left to ask. Answers how many were recalled; `more`: the bound was reached.
Swept sweep_announcements(WriteSession& session, const UpkeepLimits& limits);

}  // namespace belfry::sqlite
