#pragma once

#include "adapters/memory/memory_data.hpp"
#include "ports/announcement_store.hpp"

namespace belfry::memory {

/// AnnouncementStore over MemoryData.
class MemoryAnnouncementStore final : public AnnouncementStore {
 public:
  explicit MemoryAnnouncementStore(MemoryData& data) : data_(data) {}

  Task<Result<Published>> announce(PublishCommand command) override;
  Task<Result<Announcement>> edit(NotificationId id, AnnouncementPatch patch, std::optional<Origin> origin) override;
  Task<Result<void>> recall(NotificationId id, std::optional<Origin> origin) override;

 private:
  MemoryData& data_;
};

}  // namespace belfry::memory
