#pragma once

#include "adapters/sqlite/database.hpp"
#include "domain/inbox.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace belfry::sqlite {

/// One announcement as it stands.
struct AnnouncementEntry {
  NotificationPtr notification;  ///< of a recalled one only its id and its type
  AnnouncementNumber published = 0;
  AnnouncementNumber changed = 0;
  Instant published_at;
  Instant changed_at;
  std::optional<Instant> kept_until;  ///< where its type is kept for less than the rest
  bool current = true;                ///< neither recalled nor expired

  /// At its own expiry or its type's, whichever comes first.
  std::optional<Instant> leaves_at() const;
};

/// All announcements at one instant: few, and the same for every user. What it says is a function of head and floor, so
/// whoever reads a snapshot with those may use a board that was read before. Immutable once shared.
struct AnnouncementBoard {
  AnnouncementNumber head = 0;
  AnnouncementNumber floor = 0;            ///< the last change that nobody can be told of any more
  std::vector<AnnouncementEntry> entries;  ///< by the number of publishing, recalled ones too

  std::size_t current() const;
  /// Recalled ones too; null when there is none.
  const AnnouncementEntry* find(NotificationId id) const;
};
using BoardPtr = std::shared_ptr<const AnnouncementBoard>;

/// The board of the connection's present snapshot: the one that the connection met last, or read anew when it has
/// moved. After a rollback the writer forgets it: the numbers may come again and mean something else.
BoardPtr board_of(Database& database);

}  // namespace belfry::sqlite
