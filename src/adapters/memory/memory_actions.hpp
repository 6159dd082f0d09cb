#pragma once

#include "adapters/memory/memory_data.hpp"

// What the owner of an inbox does to it, announcements included, and what leaves it by itself.

namespace belfry::memory {

/// `notification_not_found`; nothing when it was read already.
Result<MemoryInbox::MaybeChange> read_one(MemoryModel& model, MemoryUser& user, NotificationId id);
Result<MemoryInbox::MaybeChange> read_all(MemoryModel& model, MemoryUser& user, const std::optional<UpTo>& up_to);
Result<MemoryInbox::MaybeChange> see(MemoryModel& model, MemoryUser& user, const UpTo& up_to);
Result<MemoryInbox::MaybeChange> remove(MemoryModel& model, MemoryUser& user, NotificationId id);
void deliver(MemoryModel& model, const Delivery& delivery);

Swept sweep(MemoryModel& model, const UpkeepLimits& limits, MemoryData::Events& events);

}  // namespace belfry::memory
