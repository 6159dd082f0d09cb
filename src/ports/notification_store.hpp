#pragma once

#include "base/result.hpp"
#include "base/task.hpp"
#include "domain/decisions.hpp"
#include "domain/inbox.hpp"
#include "ports/user_event.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace belfry {

/// Makes a publish repeatable: the same key and fingerprint within 24 h get the first answer again (product 2.3).
struct IdempotencyClaim {
  std::string key;                           ///< scoped by the caller: service key, route and the client's key
  std::array<std::uint8_t, 32> fingerprint;  ///< SHA-256 of the request body
};

struct PublishCommand {
  NotificationPtr notification;
  std::vector<UserId> users;  ///< at least one, no duplicates; all in one transaction
  std::optional<IdempotencyClaim> idempotency;
  std::optional<Origin> origin = std::nullopt;       ///< told with the events
  std::optional<Instant> kept_until = std::nullopt;  ///< where its type is kept for less than the rest (product 2.6)
  std::optional<std::string> dedupe_key = std::nullopt;    ///< a repeat for the same user within 24 h is dropped
  std::optional<std::string> collapse_key = std::nullopt;  ///< takes the place of the user's unread one with this key

  /// When it leaves the inboxes: at its own expiry or its type's, whichever comes first; nothing: by retention only.
  std::optional<Instant> leaves_at() const {
    const std::optional<Instant>& expires_at = notification->expires_at;
    return expires_at && kept_until ? std::min(*expires_at, *kept_until) : expires_at ? expires_at : kept_until;
  }
};

struct Published {
  NotificationId id;         ///< of the first publish when `replayed`
  std::size_t accepted = 0;  ///< users whose inbox has it
  bool replayed = false;     ///< nothing was written: the idempotency key had been used with the same fingerprint
  std::vector<Suppressed> suppressed = {};  ///< in the order of the command's users
};

struct HistoryQuery {
  std::size_t limit = 50;                 ///< at least 1
  std::optional<HistoryPosition> before;  ///< nothing: from the newest
  bool unread_only = false;
  std::optional<std::string> type;
  std::optional<std::string> channel;
};

struct HistoryPage {
  /// Newest first, announcements among the others by the time of publishing; with a filter there may be fewer than
  /// `limit` although more follow.
  std::vector<InboxItem> items;
  std::optional<HistoryPosition> next_before;  ///< set when there is more: the `before` of the next page
  InboxState state;                            ///< of the same snapshot as the items
};

/// What connections are told and go by, beside the inbox itself.
struct UserProfile {
  PreferencesPtr preferences;         ///< null: never changed
  std::vector<std::string> channels;  ///< subscriptions, sorted
};

/// Personal changes and those of announcements, merged by time; each of the two in its own order, none left out. An
/// announcement stands there once, as it is now: where it was published after the position asked from, as `announced`
/// under the number of its publishing (so that a page which ends before its last edit has told of it; the next page
/// then repeats the edit), else as edited or recalled under the number of its last change. Those that the user's
/// preferences hide are left out, as are those published and recalled since.
struct ChangesPage {
  std::vector<Change> changes;
  Cursor reached;  ///< go on from here; equal to the head when there is no more
  bool has_more = false;
  InboxState state;  ///< of the same snapshot
  UserProfile profile = {};
};

/// What a write to one inbox led to.
struct InboxUpdate {
  InboxState state;      ///< right after the change, or the head when nothing changed
  bool changed = false;  ///< a rev was made, and an event with it
};

/// Where a connection that brings no cursor begins.
struct Welcome {
  InboxState state;
  std::vector<InboxItem> undelivered;  ///< oldest first, announcements included, of the same snapshot as `state`
  UserProfile profile = {};
};

/// One user's acknowledgement: everything up to a rev, or single notifications, or both. An announcement is delivered
/// when it or a later one is acknowledged.
struct Delivery {
  UserId user;
  Rev up_to = 0;
  AnnouncementNumber announcement_up_to = 0;
  std::vector<NotificationId> ids;
};

/// What has been swept out of the inboxes in one go.
struct Swept {
  std::size_t items = 0;
  bool more = false;  ///< the bound was reached: call again
};

struct UpkeepLimits {
  Instant now;
  Instant retention_floor;    ///< notifications published before this leave every inbox
  Instant log_floor;          ///< changes made before this leave the log
  Instant idempotency_floor;  ///< idempotency keys first used before this are forgotten
  std::size_t batch = 500;    ///< at most this many rows of a kind in one transaction
};

/// Told of what was committed. Runs on the store's writer thread, one call at a time, in commit order, after the commit
/// is durable and before the callers that caused it are answered. Must not block and must not throw.
class CommitListener {
 public:
  virtual void on_committed(std::span<const CommittedEvent> events) = 0;

 protected:
  ~CommitListener() = default;
};

/// Every user's inbox as a log (product 2.2). Callable from any shard; answers arrive on the caller's executor.
///
/// Promises: an answered write is durable. A change gets its user's next rev in the transaction that makes it, so revs
/// have no hole and no repeat, and the state told with a change is the one that holds right after it. A write that
/// changes nothing makes no rev and no event. Writes are answered in commit order per caller; when the writer's queue
/// is full the answer is `overloaded` at once, when the database fails `store_unavailable`, and then nothing of that
/// command was kept.
class NotificationStore {
 public:
  virtual ~NotificationStore() = default;

  /// Before the first call that writes; `listener` outlives the store.
  virtual void set_listener(CommitListener& listener) = 0;

  /// Decides for each user by preferences, subscriptions (where the notification names a channel) and keys, in the
  /// transaction that writes. Fails with `idempotency_conflict` when the key was used with another fingerprint.
  virtual Task<Result<Published>> append(PublishCommand command) = 0;

  /// Reading what is read already changes nothing and answers the state. `notification_not_found` when the user has no
  /// such notification. Announcements are read and removed like the others, for this user alone: the change is one of
  /// the user's log.
  virtual Task<Result<InboxUpdate>> mark_read(UserId user, NotificationId id, std::optional<Origin> origin) = 0;
  virtual Task<Result<InboxUpdate>> mark_all_read(UserId user, std::optional<UpTo> up_to,
                                                  std::optional<Origin> origin) = 0;
  virtual Task<Result<InboxUpdate>> mark_seen(UserId user, UpTo up_to) = 0;
  virtual Task<Result<InboxUpdate>> remove(UserId user, NotificationId id) = 0;

  /// Sets `deliveredAt` of what had none; makes no rev. Unknown ids and users are passed over.
  virtual Task<Result<void>> mark_delivered(std::vector<Delivery> deliveries) = 0;

  virtual Task<Result<InboxState>> state(UserId user) = 0;
  virtual Task<Result<std::optional<InboxItem>>> find(UserId user, NotificationId id) = 0;
  virtual Task<Result<HistoryPage>> history(UserId user, HistoryQuery query) = 0;

  /// The changes after `since`, at most `limit`. `resync_required` when it lies before the kept log, beyond the head or
  /// in another epoch, or more than `max_behind` changes back (0: no such bound).
  virtual Task<Result<ChangesPage>> changes(UserId user, Cursor since, std::size_t limit, std::size_t max_behind) = 0;

  /// What was published to the user at or after `published_after` and never acknowledged: the newest `limit` of them.
  virtual Task<Result<Welcome>> welcome(UserId user, Instant published_after, std::size_t limit) = 0;

  /// Takes expired and outdated notifications out of inboxes (an `expired` change each) and trims logs and keys.
  virtual Task<Result<Swept>> upkeep(UpkeepLimits limits) = 0;

  /// Succeeds when the store can write at this moment: for readiness.
  virtual Task<Result<void>> check() = 0;
};

}  // namespace belfry
