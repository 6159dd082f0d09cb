#include "adapters/memory/memory_inbox.hpp"

#include <algorithm>
#include <ranges>

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

HistoryPage MemoryInbox::history(const HistoryQuery& query) const {
  HistoryPage page{.items = {}, .next_before = {}, .state = state()};
  for (const InboxItem& item : items_ | std::views::values | std::views::reverse) {
    const bool wanted = (!query.before || item.rev < query.before->rev) && (!query.unread_only || !item.read_at) &&
                        (!query.type || item.notification->type == *query.type) &&
                        (!query.channel || item.notification->channel == query.channel);
    if (!wanted) {
      continue;
    }
    if (page.items.size() == query.limit) {
      page.next_before = HistoryPosition{page.items.back().rev, 0};
      break;
    }
    page.items.push_back(item);
  }
  return page;
}

Result<ChangesPage> MemoryInbox::changes(const Cursor& since, std::size_t limit, std::size_t max_behind) const {
  ChangesPage page{.changes = {}, .reached = since, .has_more = false, .state = state()};
  const bool known = since.epoch == epoch_ && since.rev >= log_floor_ && since.rev <= head_ &&
                     since.announcement <= page.state.announcement;
  if (!known || (max_behind > 0 && head_ - since.rev > max_behind)) {
    return fail(ErrorCode::resync_required);
  }
  for (const Change& change : log_) {
    if (change.rev > since.rev && page.changes.size() < limit) {
      page.changes.push_back(change);
    }
  }
  page.reached = Cursor{epoch_, since.rev + page.changes.size(), page.state.announcement};
  page.has_more = page.reached.rev < head_;
  return page;
}

Welcome MemoryInbox::welcome(Instant published_after, std::size_t limit) const {
  Welcome welcome{.state = state(), .undelivered = {}};
  for (const InboxItem& item : items_ | std::views::values | std::views::reverse) {
    const bool waiting = !item.delivered_at && item.notification->created_at >= published_after;
    if (waiting && welcome.undelivered.size() < limit) {
      welcome.undelivered.push_back(item);
    }
  }
  std::ranges::reverse(welcome.undelivered);
  return welcome;
}

Change MemoryInbox::log(Change change, Instant now) {
  change.rev = ++head_;
  change.at = now;
  log_.push_back(change);
  return change;
}

Change MemoryInbox::add(NotificationPtr notification, std::optional<Instant> leaves_at, Instant now) {
  const NotificationId id = notification->id;
  Change change;
  change.op = ChangeOp::added;
  change.notification = notification;
  change = log(std::move(change), now);
  items_[change.rev] = InboxItem{
      .notification = std::move(notification), .rev = change.rev, .read_at = {}, .delivered_at = {}, .announcement = 0};
  by_id_[id] = change.rev;
  if (leaves_at) {
    leaving_[change.rev] = *leaves_at;
  }
  return change;
}

Result<MemoryInbox::MaybeChange> MemoryInbox::read(NotificationId id, Instant now) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) {
    return fail(ErrorCode::notification_not_found);
  }
  InboxItem& item = items_.at(found->second);
  if (item.read_at) {
    return std::nullopt;
  }
  item.read_at = now;
  Change change;
  change.op = ChangeOp::read;
  change.notification_id = id;
  return log(std::move(change), now);
}

Result<Rev> MemoryInbox::clamp(const UpTo& up_to) const {
  if (up_to.epoch && *up_to.epoch != epoch_) {
    return fail(ErrorCode::resync_required);
  }
  return std::min(up_to.rev, head_);
}

bool MemoryInbox::unread_up_to(Rev up_to) const {
  return std::ranges::any_of(items_, [&](const auto& entry) { return entry.first <= up_to && !entry.second.read_at; });
}

Result<MemoryInbox::MaybeChange> MemoryInbox::read_all(std::optional<UpTo> up_to, Instant now) {
  const auto clamped = clamp(up_to.value_or(UpTo{.rev = head_, .epoch = {}}));
  if (!clamped) {
    return fail(clamped.error());
  }
  if (!unread_up_to(*clamped)) {
    return std::nullopt;
  }
  for (auto& [rev, item] : items_) {
    if (rev <= *clamped && !item.read_at) {
      item.read_at = now;
    }
  }
  Change change;
  change.op = ChangeOp::read_all;
  change.up_to = *clamped;
  return log(std::move(change), now);
}

Result<MemoryInbox::MaybeChange> MemoryInbox::seen(UpTo up_to, Instant now) {
  const auto clamped = clamp(up_to);
  if (!clamped) {
    return fail(clamped.error());
  }
  if (*clamped <= seen_up_to_ || items_.upper_bound(seen_up_to_) == items_.upper_bound(*clamped)) {
    return std::nullopt;
  }
  seen_up_to_ = *clamped;
  Change change;
  change.op = ChangeOp::seen;
  change.up_to = *clamped;
  return log(std::move(change), now);
}

Change MemoryInbox::take_out(Rev rev, ChangeOp op, Instant now) {
  const NotificationId id = items_.at(rev).notification->id;
  items_.erase(rev);
  leaving_.erase(rev);
  by_id_.erase(id);
  Change change;
  change.op = op;
  change.notification_id = id;
  return log(std::move(change), now);
}

Result<Change> MemoryInbox::remove(NotificationId id, Instant now) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) {
    return fail(ErrorCode::notification_not_found);
  }
  return take_out(found->second, ChangeOp::removed, now);
}

void MemoryInbox::deliver(const Delivery& delivery, Instant now) {
  for (auto& [rev, item] : items_) {
    const bool named = std::ranges::find(delivery.ids, item.notification->id) != delivery.ids.end();
    if ((rev <= delivery.up_to || named) && !item.delivered_at) {
      item.delivered_at = now;
    }
  }
}

MemoryInbox::MaybeChange MemoryInbox::sweep_one(const UpkeepLimits& limits) {
  for (const auto& [rev, item] : items_) {
    const auto leaving = leaving_.find(rev);
    const bool expired = leaving != leaving_.end() && leaving->second <= limits.now;
    if (expired || item.notification->created_at < limits.retention_floor) {
      return take_out(rev, ChangeOp::expired, limits.now);
    }
  }
  return std::nullopt;
}

void MemoryInbox::trim_log(Instant floor) {
  while (!log_.empty() && log_.front().at < floor) {
    log_floor_ = log_.front().rev;
    log_.pop_front();
  }
}

}  // namespace belfry::memory
