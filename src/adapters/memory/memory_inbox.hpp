#pragma once

#include "base/result.hpp"
#include "domain/inbox.hpp"
#include "ports/notification_store.hpp"

#include <deque>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace belfry::memory {

/// One user's inbox and its log in the plainest form: the model that other stores are measured against. The counts are
/// counted anew every time, so there is no counter that could drift. Not thread-safe; the store's mutex protects it.
class MemoryInbox {
 public:
  using MaybeChange = std::optional<Change>;

  explicit MemoryInbox(Epoch epoch) : epoch_(epoch) {}

  InboxState state() const;
  std::optional<InboxItem> find(NotificationId id) const;
  bool contains(NotificationId id) const { return by_id_.contains(id); }
  HistoryPage history(const HistoryQuery& query) const;
  Result<ChangesPage> changes(const Cursor& since, std::size_t limit, std::size_t max_behind) const;
  Welcome welcome(Instant published_after, std::size_t limit) const;

  // Nothing is answered when nothing changed.
  Change add(NotificationPtr notification, std::optional<Instant> leaves_at, Instant now);
  Result<MaybeChange> read(NotificationId id, Instant now);
  Result<MaybeChange> read_all(std::optional<UpTo> up_to, Instant now);
  Result<MaybeChange> seen(UpTo up_to, Instant now);
  Result<Change> remove(NotificationId id, Instant now);
  void deliver(const Delivery& delivery, Instant now);

  /// The next item that has expired or was published before the floor leaves.
  MaybeChange sweep_one(const UpkeepLimits& limits);
  void trim_log(Instant floor);

 private:
  Change log(Change change, Instant now);
  Change take_out(Rev rev, ChangeOp op, Instant now);
  Result<Rev> clamp(const UpTo& up_to) const;
  bool unread_up_to(Rev up_to) const;

  const Epoch epoch_;
  Rev head_ = 0;
  Rev seen_up_to_ = 0;
  std::map<Rev, InboxItem> items_;
  std::unordered_map<NotificationId, Rev> by_id_;
  std::map<Rev, Instant> leaving_;  // of the items that leave at a time of their own
  std::deque<Change> log_;
  Rev log_floor_ = 0;  // the last rev that the log has forgotten
};

}  // namespace belfry::memory
