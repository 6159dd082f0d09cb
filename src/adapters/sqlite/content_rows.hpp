#pragma once

#include "adapters/sqlite/write_session.hpp"
#include "domain/notification.hpp"

#include <cstddef>

namespace belfry::sqlite {

// What was published stands in one row, however many need it: inbox rows, log entries, events that wait to leave and
// sends to channels hold one ref each. With the last of them it goes.

/// The id must be new: one that was used fails the transaction.
void add_content(WriteSession& session, const Notification& notification, std::size_t refs);
/// So many rows more need it.
void hold_content(WriteSession& session, NotificationId id, std::size_t refs);
/// One row fewer needs it.
void release_content(WriteSession& session, NotificationId id);

}  // namespace belfry::sqlite
