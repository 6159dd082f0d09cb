#pragma once

#include "adapters/sqlite/sqlite_database.hpp"
#include "ports/notification_store.hpp"

namespace belfry::sqlite {

/// NotificationStore in one SQLite file. Writes go through the database's one writer, reads through its readers, each
/// on a snapshot that includes every write answered before.
class SqliteNotificationStore final : public NotificationStore {
 public:
  /// `database` outlives the store.
  explicit SqliteNotificationStore(SqliteDatabase& database) : database_(database) {}

  void set_listener(CommitListener& listener) override { database_.set_listener(listener); }

  Task<Result<Published>> append(PublishCommand command) override;
  Task<Result<InboxUpdate>> mark_read(UserId user, NotificationId id, std::optional<Origin> origin) override;
  Task<Result<InboxUpdate>> mark_all_read(UserId user, std::optional<UpTo> up_to,
                                          std::optional<Origin> origin) override;
  Task<Result<InboxUpdate>> mark_seen(UserId user, UpTo up_to) override;
  Task<Result<InboxUpdate>> remove(UserId user, NotificationId id) override;
  Task<Result<void>> mark_delivered(std::vector<Delivery> deliveries) override;

  Task<Result<InboxState>> state(UserId user) override;
  Task<Result<std::optional<InboxItem>>> find(UserId user, NotificationId id) override;
  Task<Result<HistoryPage>> history(UserId user, HistoryQuery query) override;
  Task<Result<ChangesPage>> changes(UserId user, Cursor since, std::size_t limit, std::size_t max_behind) override;
  Task<Result<Welcome>> welcome(UserId user, Instant published_after, std::size_t limit) override;
  Task<Result<Swept>> upkeep(UpkeepLimits limits) override;
  Task<Result<void>> check() override;

 private:
  SqliteDatabase& database_;
};

}  // namespace belfry::sqlite
