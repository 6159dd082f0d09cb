#include "adapters/sqlite/sqlite_notification_store.hpp"

#include "adapters/sqlite/read_queries.hpp"
#include "adapters/sqlite/write_commands.hpp"

#include <algorithm>
#include <utility>

namespace belfry::sqlite {

Task<Result<Published>> SqliteNotificationStore::append(PublishCommand command) {
  const std::size_t rows = command.users.size();
  return database_.write<Published>(
      StoreOperation::append, rows,
      [command = std::move(command)](WriteSession& session) { return sqlite::append(session, command); });
}

Task<Result<InboxUpdate>> SqliteNotificationStore::mark_read(UserId user, NotificationId id,
                                                             std::optional<Origin> origin) {
  return database_.write<InboxUpdate>(StoreOperation::mark_read, 1,
                                      [user = std::move(user), id, origin = std::move(origin)](WriteSession& session) {
                                        return sqlite::mark_read(session, user, id, origin);
                                      });
}

Task<Result<InboxUpdate>> SqliteNotificationStore::mark_all_read(UserId user, std::optional<UpTo> up_to,
                                                                 std::optional<Origin> origin) {
  return database_.write<InboxUpdate>(
      StoreOperation::mark_all_read, 1,
      [user = std::move(user), up_to, origin = std::move(origin)](WriteSession& session) {
        return sqlite::mark_all_read(session, user, up_to, origin);
      });
}

Task<Result<InboxUpdate>> SqliteNotificationStore::mark_seen(UserId user, UpTo up_to) {
  return database_.write<InboxUpdate>(
      StoreOperation::mark_seen, 1,
      [user = std::move(user), up_to](WriteSession& session) { return sqlite::mark_seen(session, user, up_to); });
}

Task<Result<InboxUpdate>> SqliteNotificationStore::remove(UserId user, NotificationId id) {
  return database_.write<InboxUpdate>(StoreOperation::remove, 1, [user = std::move(user), id](WriteSession& session) {
    return sqlite::remove(session, user, id);
  });
}

Task<Result<void>> SqliteNotificationStore::mark_delivered(std::vector<Delivery> deliveries) {
  std::size_t rows = 1;
  for (const Delivery& delivery : deliveries) {
    rows += 1 + delivery.ids.size();
  }
  return database_.write<void>(StoreOperation::mark_delivered, rows,
                               [deliveries = std::move(deliveries)](WriteSession& session) {
                                 return sqlite::mark_delivered(session, deliveries);
                               });
}

Task<Result<InboxState>> SqliteNotificationStore::state(UserId user) {
  return database_.read<InboxState>(StoreOperation::state, [scope = database_.scope(), user = std::move(user)](
                                                               Database& db) { return read_state(db, scope, user); });
}

Task<Result<std::optional<InboxItem>>> SqliteNotificationStore::find(UserId user, NotificationId id) {
  return database_.read<std::optional<InboxItem>>(
      StoreOperation::find,
      [scope = database_.scope(), user = std::move(user), id](Database& db) { return read_item(db, scope, user, id); });
}

Task<Result<HistoryPage>> SqliteNotificationStore::history(UserId user, HistoryQuery query) {
  return database_.read<HistoryPage>(StoreOperation::history,
                                     [scope = database_.scope(), user = std::move(user), query = std::move(query)](
                                         Database& db) { return read_history(db, scope, user, query); });
}

Task<Result<ChangesPage>> SqliteNotificationStore::changes(UserId user, Cursor since, std::size_t limit,
                                                           std::size_t max_behind) {
  return database_.read<ChangesPage>(
      StoreOperation::changes, [scope = database_.scope(), user = std::move(user), since, limit, max_behind](
                                   Database& db) { return read_changes(db, scope, user, since, limit, max_behind); });
}

Task<Result<Welcome>> SqliteNotificationStore::welcome(UserId user, Instant published_after, std::size_t limit) {
  return database_.read<Welcome>(
      StoreOperation::welcome, [scope = database_.scope(), user = std::move(user), published_after,
                                limit](Database& db) { return read_welcome(db, scope, user, published_after, limit); });
}

Task<Result<Swept>> SqliteNotificationStore::upkeep(UpkeepLimits limits) {
  return database_.write<Swept>(StoreOperation::upkeep, limits.batch,
                                [limits](WriteSession& session) { return sqlite::upkeep(session, limits); });
}

Task<Result<void>> SqliteNotificationStore::check() {
  return database_.write<void>(StoreOperation::check, 1, [](WriteSession& session) { return sqlite::check(session); });
}

}  // namespace belfry::sqlite
