#pragma once

#include "adapters/memory/memory_data.hpp"

namespace belfry::memory {

/// `internal_error` when the id was used before.
Result<void> check_new(const MemoryModel& model, NotificationId id);

/// Decides about the notification for one user, and does what was decided. `record` gets the decisions.
Decisions publish_to(MemoryModel& model, const UserId& id, const PublishCommand& command, PublishRecord& record,
                     MemoryData::Events& events);

Result<Published> publish_to_users(MemoryModel& model, const PublishCommand& command, MemoryData::Events& events);

/// An event for other services about what was decided, where the policy asks for it. No user: for everybody.
void tell_decided(MemoryModel& model, const std::optional<UserId>& user, const NotificationPtr& notification,
                  const Decisions& decisions);

}  // namespace belfry::memory
