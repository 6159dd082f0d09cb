#pragma once

#include "base/result.hpp"
#include "domain/inbox.hpp"
#include "ports/notification_store.hpp"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace belfry::memory {

/// How a notification gets into an inbox.
struct Arrival {
  NotificationPtr notification;
  std::optional<Instant> leaves_at = std::nullopt;
  std::optional<std::string> collapse_key = std::nullopt;
};

/// One user's own inbox and its log in the plainest form: the model that other stores are measured against. The counts
/// are counted anew every time, so there is no counter that could drift. Announcements stand elsewhere, but what a user
/// does to them is a change of this log. Not thread-safe; the lock of MemoryData protects it.
class MemoryInbox {
 public:
  using MaybeChange = std::optional<Change>;

  explicit MemoryInbox(Epoch epoch) : epoch_(epoch) {}

  /// Without announcements.
  InboxState state() const;
  Rev head() const { return head_; }
  Rev log_floor() const { return log_floor_; }
  const std::map<Rev, InboxItem>& items() const { return items_; }
  const std::deque<Change>& log() const { return log_; }
  std::optional<InboxItem> find(NotificationId id) const;
  bool contains(NotificationId id) const { return by_id_.contains(id); }

  /// Gives the change the next rev.
  Change record(Change change, Instant now);

  /// In the place of the unread one with the same collapse key, where there is one.
  Change add(const Arrival& arrival, Instant now);
  /// Nothing is answered when it was read already. The inbox contains it.
  MaybeChange read(NotificationId id, Instant now);
  /// Whether there was an unread one up to there. Makes no change: the caller does.
  bool read_up_to(Rev rev, Instant now);
  /// Whether there was an unseen one up to there.
  bool see_up_to(Rev rev);
  /// The inbox contains it.
  Change remove(NotificationId id, Instant now);
  /// Those that had not been delivered before.
  std::vector<NotificationId> deliver(const Delivery& delivery, Instant now);

  /// The next item leaves that has expired, those that expired first before the others, or else the oldest that was
  /// published before the floor.
  MaybeChange sweep_one(const UpkeepLimits& limits);
  void trim_log(Instant floor);
  /// Drops up to `batch` items and changes without a change of their own; how many.
  std::size_t erase_some(std::size_t batch);

 private:
  Change take_out(Rev rev, ChangeOp op, Instant now);
  void drop(Rev rev);
  std::optional<Rev> unread_with(const std::string& collapse_key) const;

  const Epoch epoch_;
  Rev head_ = 0;
  Rev seen_up_to_ = 0;
  std::map<Rev, InboxItem> items_;
  std::unordered_map<NotificationId, Rev> by_id_;
  std::map<Rev, Instant> leaving_;            // of the items that leave at a time of their own
  std::map<Rev, std::string> collapse_keys_;  // of the items that have one
  std::deque<Change> log_;
  Rev log_floor_ = 0;  // the last rev that the log has forgotten
};

}  // namespace belfry::memory
