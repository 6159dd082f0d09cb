#pragma once

#include "config/config.hpp"
#include "ports/clock.hpp"
#include "ports/notification_store.hpp"
#include "ports/token_store.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace belfry::server {

/// The stores of `[store]`, open and migrated.
struct Stores {
  std::shared_ptr<void> shared;  ///< what both of them use, such as the database; destroyed last
  std::unique_ptr<NotificationStore> notifications;
  std::unique_ptr<TokenStore> tokens;
  std::function<std::map<std::string, std::uint64_t>()> errors;  ///< by operation, since the start
  std::function<void()> stop;  ///< commits what is queued; calls from then on are `draining`
};

/// Fails with one line for people when the database cannot be opened, is in use by another server, is of a newer
/// version or is no database.
Result<Stores> open_stores(const config::Config& config, const Clock& clock);

/// `belfry migrate`: brings the database to this binary's version and tells what was done.
Result<std::string> migrate_store(const config::Config& config);

}  // namespace belfry::server
