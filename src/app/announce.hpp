#pragma once

#include "app/message_size.hpp"
#include "ports/announcement_store.hpp"

#include <cstdint>
#include <optional>

namespace belfry::app {

/// Editing and recalling what was said to everybody (product 2.3); saying it is app/publish.hpp. Any shard.
class Announce {
 public:
  struct Settings {
    std::uint64_t max_message_bytes = 131'072;  ///< of the message as a client would get it; 0: no limit
  };

  Announce(AnnouncementStore& store, DialectSet dialects, const Settings& settings)
      : store_(store), dialects_(dialects), settings_(settings) {}

  /// `notification_not_found` as AnnouncementStore says; `payload_too_large` when what the patch brings would not fit
  /// into a message.
  Task<Result<Announcement>> edit(NotificationId id, AnnouncementPatch patch, Origin origin);
  Task<Result<void>> recall(NotificationId id, Origin origin) { return store_.recall(id, std::move(origin)); }

 private:
  AnnouncementStore& store_;
  const DialectSet dialects_;
  const Settings settings_;
};

}  // namespace belfry::app
