#pragma once

#include "adapters/sqlite/content_rows.hpp"
#include "adapters/sqlite/write_session.hpp"
#include "ports/notification_store.hpp"

namespace belfry::sqlite {

// What the writer does for each call of the store, inside a transaction that it opened. All of them may be run again
// from the start when the transaction is undone, and all decide before they write: a refusal leaves nothing behind.
// Faults of the connection are the writer's to see, whatever is answered here.

Result<Published> append(WriteSession& session, const PublishCommand& command);

Result<InboxUpdate> mark_read(WriteSession& session, const UserId& user, NotificationId id,
                              const std::optional<Origin>& origin);
Result<InboxUpdate> mark_all_read(WriteSession& session, const UserId& user, const std::optional<UpTo>& up_to,
                                  const std::optional<Origin>& origin);
Result<InboxUpdate> mark_seen(WriteSession& session, const UserId& user, const UpTo& up_to);
Result<InboxUpdate> remove(WriteSession& session, const UserId& user, NotificationId id);

Result<void> mark_delivered(WriteSession& session, const std::vector<Delivery>& deliveries);
Result<Swept> upkeep(WriteSession& session, const UpkeepLimits& limits);
Result<void> check(WriteSession& session);

// Parts of the above that more than one needs.

/// An inbox row of a user.
struct InboxEntry {
  Rev rev = 0;
  NotificationId id;
  bool read = false;
};

/// Takes a row out of the inbox and tells the log why: `removed` or `expired`.
InboxUpdate take_out(WriteSession& session, const UserId& user, UserRecord& record, const InboxEntry& entry,
                     ChangeOp why);

/// Takes a row out of the inbox with its counts and its hold on the content. The change is the caller's to log.
void drop_entry(WriteSession& session, UserRecord& record, const InboxEntry& entry);

}  // namespace belfry::sqlite
