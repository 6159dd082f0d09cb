#pragma once

#include "adapters/sqlite/sqlite_database.hpp"
#include "ports/announcement_store.hpp"

namespace belfry::sqlite {

/// AnnouncementStore in the same SQLite file and through the same writer as the inboxes.
class SqliteAnnouncementStore final : public AnnouncementStore {
 public:
  /// `database` outlives the store.
  explicit SqliteAnnouncementStore(SqliteDatabase& database) : database_(database) {}

  Task<Result<Published>> announce(PublishCommand command) override;
  Task<Result<Announcement>> edit(NotificationId id, AnnouncementPatch patch, std::optional<Origin> origin) override;
  Task<Result<void>> recall(NotificationId id, std::optional<Origin> origin) override;

 private:
  SqliteDatabase& database_;
};

}  // namespace belfry::sqlite
