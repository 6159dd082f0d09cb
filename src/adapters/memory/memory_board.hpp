#pragma once

#include "domain/inbox.hpp"
#include "ports/notification_store.hpp"

#include <cstddef>
#include <map>
#include <optional>

namespace belfry::memory {

/// The announcements of the server: those that are current, and the traces of those recalled. Not thread-safe.
class MemoryBoard {
 public:
  struct Row {
    NotificationPtr notification;
    AnnouncementNumber published = 0;
    AnnouncementNumber changed = 0;
    Instant published_at;
    Instant changed_at;
    std::optional<Instant> kept_until;
    bool current = true;  ///< neither recalled nor expired

    std::optional<Instant> leaves_at() const;
  };
  using Rows = std::map<AnnouncementNumber, Row>;

  AnnouncementNumber head() const { return head_; }
  /// The last change that nobody can be told of any more.
  AnnouncementNumber floor() const { return floor_; }
  /// By the number of their publishing.
  const Rows& rows() const { return rows_; }
  std::size_t current() const;
  /// Recalled ones too; null when there is none.
  const Row* find(NotificationId id) const;

  Change announce(NotificationPtr notification, std::optional<Instant> kept_until, Instant now);
  Change edit(AnnouncementNumber published, NotificationPtr notification, Instant now);
  Change recall(AnnouncementNumber published, Instant now);

  /// The next one that has expired or was published before the floor is recalled.
  std::optional<Change> sweep_one(const UpkeepLimits& limits);
  /// Forgets those recalled before `floor`.
  void trim(Instant floor);

 private:
  AnnouncementNumber head_ = 0;
  AnnouncementNumber floor_ = 0;
  Rows rows_;
};

}  // namespace belfry::memory
