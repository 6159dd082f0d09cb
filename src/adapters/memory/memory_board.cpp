#include "adapters/memory/memory_board.hpp"

#include <algorithm>

namespace belfry::memory {

std::optional<Instant> MemoryBoard::Row::leaves_at() const {
  const std::optional<Instant>& expires_at = notification->expires_at;
  return expires_at && kept_until ? std::min(*expires_at, *kept_until) : expires_at ? expires_at : kept_until;
}

std::size_t MemoryBoard::current() const {
  return static_cast<std::size_t>(std::ranges::count_if(rows_, [](const auto& entry) { return entry.second.current; }));
}

const MemoryBoard::Row* MemoryBoard::find(NotificationId id) const {
  for (const auto& [published, row] : rows_) {
    if (row.notification->id == id) {
      return &row;
    }
  }
  return nullptr;
}

Change MemoryBoard::announce(NotificationPtr notification, std::optional<Instant> kept_until, Instant now) {
  Change change;
  change.at = now;
  change.op = ChangeOp::announced;
  change.notification = notification;
  change.announcement = ++head_;
  rows_[head_] = Row{.notification = std::move(notification),
                     .published = head_,
                     .changed = head_,
                     .published_at = now,
                     .changed_at = now,
                     .kept_until = kept_until,
                     .current = true};
  return change;
}

Change MemoryBoard::edit(AnnouncementNumber published, NotificationPtr notification, Instant now) {
  Row& row = rows_.at(published);
  row.notification = std::move(notification);
  row.changed = ++head_;
  row.changed_at = now;
  Change change;
  change.at = now;
  change.op = ChangeOp::announcement_edited;
  change.notification = row.notification;
  change.announcement = head_;
  return change;
}

Change MemoryBoard::recall(AnnouncementNumber published, Instant now) {
  Row& row = rows_.at(published);
  row.current = false;
  row.changed = ++head_;
  row.changed_at = now;
  Change change;
  change.at = now;
  change.op = ChangeOp::announcement_recalled;
  change.notification_id = row.notification->id;
  change.announcement = head_;
  return change;
}

std::optional<Change> MemoryBoard::sweep_one(const UpkeepLimits& limits) {
  for (const auto& [published, row] : rows_) {
    const auto leaves_at = row.leaves_at();
    const bool expired = leaves_at && *leaves_at <= limits.now;
    if (row.current && (expired || row.notification->created_at < limits.retention_floor)) {
      return recall(published, limits.now);
    }
  }
  return std::nullopt;
}

void MemoryBoard::trim(Instant floor) {
  std::erase_if(rows_, [&](const auto& entry) {
    const Row& row = entry.second;
    const bool forgotten = !row.current && row.changed_at < floor;
    floor_ = forgotten ? std::max(floor_, row.changed) : floor_;
    return forgotten;
  });
}

}  // namespace belfry::memory
