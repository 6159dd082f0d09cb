#include "adapters/sqlite/sqlite_announcement_store.hpp"

#include "adapters/sqlite/announcement_commands.hpp"

#include <utility>

namespace belfry::sqlite {

Task<Result<Published>> SqliteAnnouncementStore::announce(PublishCommand command) {
  return database_.write<Published>(StoreOperation::announce, 1, [command = std::move(command)](WriteSession& session) {
    return sqlite::announce(session, command);
  });
}

Task<Result<Announcement>> SqliteAnnouncementStore::edit(NotificationId id, AnnouncementPatch patch,
                                                         std::optional<Origin> origin) {
  return database_.write<Announcement>(
      StoreOperation::edit_announcement, 1,
      [id, patch = std::move(patch), origin = std::move(origin)](WriteSession& session) {
        return edit_announcement(session, id, patch, origin);
      });
}

Task<Result<void>> SqliteAnnouncementStore::recall(NotificationId id, std::optional<Origin> origin) {
  return database_.write<void>(
      StoreOperation::recall_announcement, 1,
      [id, origin = std::move(origin)](WriteSession& session) { return recall_announcement(session, id, origin); });
}

}  // namespace belfry::sqlite
