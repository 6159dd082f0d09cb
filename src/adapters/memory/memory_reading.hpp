#pragma once

#include "adapters/memory/memory_model.hpp"

#include <cstddef>
#include <optional>

// What a user is shown: the own inbox merged with the announcements.

namespace belfry::memory {

std::optional<InboxItem> find_item(const MemoryModel& model, const MemoryUser& user, NotificationId id);
HistoryPage read_history(const MemoryModel& model, const MemoryUser& user, const HistoryQuery& query);
Result<ChangesPage> read_changes(const MemoryModel& model, const MemoryUser& user, const Cursor& since,
                                 std::size_t limit, std::size_t max_behind);
Welcome read_welcome(const MemoryModel& model, const MemoryUser& user, Instant published_after, std::size_t limit);

UserProfile profile_of(const MemoryUser& user);
std::vector<std::string> channels_of(const MemoryUser& user);

}  // namespace belfry::memory
