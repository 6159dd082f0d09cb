#pragma once

#include "app/live_event.hpp"

#include <cstdint>

namespace belfry::app {

/// Whether the notification, as a message in every dialect, stays within `max_bytes` (product 2.1); 0: no limit.
bool fits(const NotificationPtr& notification, const DialectSet& dialects, std::uint64_t max_bytes);

}  // namespace belfry::app
