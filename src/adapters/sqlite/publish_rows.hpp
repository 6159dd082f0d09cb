#pragma once

#include "adapters/sqlite/write_session.hpp"
#include "domain/decisions.hpp"
#include "ports/notification_store.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace belfry::sqlite {

/// Whether somebody has seen already that the user subscribes to the channel that the notification names.
enum class Membership : std::uint8_t { to_be_checked, seen };

/// What a publish came to for one user.
struct Dealt {
  Decisions decisions;
  std::size_t refs = 0;  ///< rows written that need the content: for the caller to count
};

/// Decides about one user and writes what follows: the inbox row with its log entry and event, or the suppression, and
/// the event for other services. The content row is the caller's.
Dealt publish_to(WriteSession& session, const UserId& user, UserRecord& record, const PublishCommand& command,
                 Membership membership);

/// The suppressions of a publish to users, as its answer told them.
std::vector<Suppressed> suppressions_of(WriteSession& session, NotificationId id);

/// Forgets what was decided and used too long ago. Whether the bound was reached.
bool trim_publishes(WriteSession& session, const UpkeepLimits& limits);

}  // namespace belfry::sqlite
