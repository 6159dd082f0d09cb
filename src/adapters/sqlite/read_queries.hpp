#pragma once

#include "adapters/sqlite/database.hpp"
#include "ports/notification_store.hpp"

namespace belfry::sqlite {

// What the readers do. Each sees one snapshot. Faults of the connection are the caller's to see.

InboxState read_state(Database& database, Epoch epoch, const UserId& user);
std::optional<InboxItem> read_item(Database& database, const UserId& user, NotificationId id);
HistoryPage read_history(Database& database, Epoch epoch, const UserId& user, const HistoryQuery& query);
Result<ChangesPage> read_changes(Database& database, Epoch epoch, const UserId& user, const Cursor& since,
                                 std::size_t limit, std::size_t max_behind);
Welcome read_welcome(Database& database, Epoch epoch, const UserId& user, Instant published_after, std::size_t limit);

}  // namespace belfry::sqlite
