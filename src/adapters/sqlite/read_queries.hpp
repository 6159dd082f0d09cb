#pragma once

#include "adapters/sqlite/read_head.hpp"
#include "ports/notification_store.hpp"

namespace belfry::sqlite {

// What the readers do. Each sees one snapshot. Faults of the connection are the caller's to see.

InboxState read_state(Database& database, const ReadScope& scope, const UserId& user);
std::optional<InboxItem> read_item(Database& database, const ReadScope& scope, const UserId& user, NotificationId id);

/// How many items a page with a filter looks at, at most: a rare type in an inbox of a million must not hold a reader
/// for seconds. Such a page may be shorter than its limit, even empty, and still tell where to go on.
inline constexpr std::size_t kFilterReach = 20'000;
HistoryPage read_history(Database& database, const ReadScope& scope, const UserId& user, const HistoryQuery& query,
                         std::size_t reach = kFilterReach);

Result<ChangesPage> read_changes(Database& database, const ReadScope& scope, const UserId& user, const Cursor& since,
                                 std::size_t limit, std::size_t max_behind);
/// The entries of a user's own log behind `after`, by rev.
std::vector<Change> read_log(Database& database, std::int64_t user_no, Rev after, std::size_t limit);
Welcome read_welcome(Database& database, const ReadScope& scope, const UserId& user, Instant published_after,
                     std::size_t limit);

}  // namespace belfry::sqlite
