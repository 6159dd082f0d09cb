#include "adapters/memory/memory_inbox.hpp"

#include <algorithm>

namespace belfry::memory {

InboxState MemoryInbox::state() const {
  const auto unread = std::ranges::count_if(items_, [](const auto& entry) { return !entry.second.read_at; });
  const auto unseen = std::ranges::distance(items_.upper_bound(seen_up_to_), items_.end());
  return {.rev = head_,
          .unread = static_cast<std::uint64_t>(unread),
          .unseen = static_cast<std::uint64_t>(unseen),
          .epoch = epoch_,
          .announcement = 0};
}

std::optional<InboxItem> MemoryInbox::find(NotificationId id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? std::nullopt : std::optional(items_.at(found->second));
}

Change MemoryInbox::record(Change change, Instant now) {
  change.rev = ++head_;
  change.at = now;
  log_.push_back(change);
  return change;
}

std::optional<Rev> MemoryInbox::unread_with(const std::string& collapse_key) const {
  for (const auto& [rev, key] : collapse_keys_) {
    if (key == collapse_key && !items_.at(rev).read_at) {
      return rev;
    }
  }
  return std::nullopt;
}

Change MemoryInbox::add(const Arrival& arrival, Instant now) {
  Change change;
  change.op = ChangeOp::added;
  change.notification = arrival.notification;
  const auto earlier = arrival.collapse_key ? unread_with(*arrival.collapse_key) : std::nullopt;
  if (earlier) {
    change.op = ChangeOp::replaced;
    change.replaces = items_.at(*earlier).notification->id;
    drop(*earlier);
  }
  change = record(std::move(change), now);
  items_[change.rev] = InboxItem{
      .notification = arrival.notification, .rev = change.rev, .read_at = {}, .delivered_at = {}, .announcement = 0};
  by_id_[arrival.notification->id] = change.rev;
  if (arrival.leaves_at) {
    leaving_[change.rev] = *arrival.leaves_at;
  }
  if (arrival.collapse_key) {
    collapse_keys_[change.rev] = *arrival.collapse_key;
  }
  return change;
}

MemoryInbox::MaybeChange MemoryInbox::read(NotificationId id, Instant now) {
  InboxItem& item = items_.at(by_id_.at(id));
  if (item.read_at) {
    return std::nullopt;
  }
  item.read_at = now;
  Change change;
  change.op = ChangeOp::read;
  change.notification_id = id;
  return record(std::move(change), now);
}

bool MemoryInbox::read_up_to(Rev rev, Instant now) {
  bool changed = false;
  for (auto& [at, item] : items_) {
    if (at <= rev && !item.read_at) {
      item.read_at = now;
      changed = true;
    }
  }
  return changed;
}

bool MemoryInbox::see_up_to(Rev rev) {
  if (rev <= seen_up_to_ || items_.upper_bound(seen_up_to_) == items_.upper_bound(rev)) {
    return false;
  }
  seen_up_to_ = rev;
  return true;
}

void MemoryInbox::drop(Rev rev) {
  by_id_.erase(items_.at(rev).notification->id);
  items_.erase(rev);
  leaving_.erase(rev);
  collapse_keys_.erase(rev);
}

Change MemoryInbox::take_out(Rev rev, ChangeOp op, Instant now) {
  Change change;
  change.op = op;
  change.notification_id = items_.at(rev).notification->id;
  drop(rev);
  return record(std::move(change), now);
}

Change MemoryInbox::remove(NotificationId id, Instant now) { return take_out(by_id_.at(id), ChangeOp::removed, now); }

std::vector<NotificationId> MemoryInbox::deliver(const Delivery& delivery, Instant now) {
  std::vector<NotificationId> delivered;
  for (auto& [rev, item] : items_) {
    const bool named = std::ranges::find(delivery.ids, item.notification->id) != delivery.ids.end();
    if ((rev <= delivery.up_to || named) && !item.delivered_at) {
      item.delivered_at = now;
      delivered.push_back(item.notification->id);
    }
  }
  return delivered;
}

MemoryInbox::MaybeChange MemoryInbox::sweep_one(const UpkeepLimits& limits) {
  const auto expiring = std::ranges::min_element(leaving_, {}, &std::pair<const Rev, Instant>::second);
  if (expiring != leaving_.end() && expiring->second <= limits.now) {
    return take_out(expiring->first, ChangeOp::expired, limits.now);
  }
  const auto oldest = std::ranges::min_element(by_id_, {}, &std::pair<const NotificationId, Rev>::first);
  if (oldest != by_id_.end() && items_.at(oldest->second).notification->created_at < limits.retention_floor) {
    return take_out(oldest->second, ChangeOp::expired, limits.now);
  }
  return std::nullopt;
}

void MemoryInbox::trim_log(Instant floor) {
  while (!log_.empty() && log_.front().at < floor) {
    log_floor_ = log_.front().rev;
    log_.pop_front();
  }
}

std::size_t MemoryInbox::erase_some(std::size_t batch) {
  std::size_t erased = 0;
  for (; erased < batch && !items_.empty(); ++erased) {
    drop(items_.begin()->first);
  }
  for (; erased < batch && !log_.empty(); ++erased) {
    log_floor_ = log_.front().rev;
    log_.pop_front();
  }
  return erased;
}

}  // namespace belfry::memory
