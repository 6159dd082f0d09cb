#pragma once

#include "adapters/sqlite/database.hpp"
#include "ports/notification_store.hpp"

#include <span>

namespace belfry::sqlite {

// What the readers do. Each sees one snapshot. Faults of the connection are the caller's to see.

InboxState read_state(Database& database, Epoch epoch, const UserId& user);
std::optional<InboxItem> read_item(Database& database, const UserId& user, NotificationId id);
HistoryPage read_history(Database& database, Epoch epoch, const UserId& user, const HistoryQuery& query);
Result<ChangesPage> read_changes(Database& database, Epoch epoch, const UserId& user, const Cursor& since,
                                 std::size_t limit, std::size_t max_behind);
Welcome read_welcome(Database& database, Epoch epoch, const UserId& user, Instant published_after, std::size_t limit);

/// The statements whose cost must not grow with the inbox, by what they are for: tests look at their plans.
struct NamedSql {
  const char* name;
  Sql sql;
};
std::span<const NamedSql> paging_statements();
std::span<const NamedSql> log_statements();

}  // namespace belfry::sqlite
