#pragma once

#include "adapters/sqlite/write_session.hpp"
#include "domain/decisions.hpp"
#include "ports/notification_store.hpp"

namespace belfry::sqlite {

// Events for other services (product 2.9), written by the commands that make them, in their transactions. Of what waits
// for a user only the first row has a time for its next attempt, so that looking for what is due never passes over what
// has to wait, however much that is.

/// Whether such decisions leave through the outbox here: call `add_decided` then.
bool wants_decided(const WriteSession& session, const Decisions& decisions);
/// Whether first acknowledgements do.
bool wants_delivered(const WriteSession& session);

/// `user` is null for everybody. The row needs the notification's content: the caller counts one more of its refs.
void add_decided(WriteSession& session, const UserRecord* user, NotificationId id, const Decisions& decisions);
/// The first acknowledgement of a notification by this user; needs no content.
void add_delivered(WriteSession& session, const UserRecord& user, NotificationId id);

/// Forgets events that died before `limits.log_floor`. Whether the bound was reached.
bool purge_dead_events(WriteSession& session, const UpkeepLimits& limits);

}  // namespace belfry::sqlite
