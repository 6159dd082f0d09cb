#pragma once

#include "adapters/sqlite/read_head.hpp"
#include "ports/notification_store.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace belfry::sqlite {

/// The channels that the user subscribes to, sorted.
std::vector<std::string> read_channels(Database& database, std::int64_t user_no);

/// Of the snapshot that `head` was read from.
UserProfile read_profile(Database& database, const ReadHead& head);

}  // namespace belfry::sqlite
