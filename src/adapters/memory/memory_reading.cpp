#include "adapters/memory/memory_reading.hpp"

#include <algorithm>
#include <ranges>
#include <vector>

namespace belfry::memory {
namespace {

InboxItem item_of(const MemoryUser& user, const MemoryBoard::Row& row) {
  return {.notification = row.notification,
          .rev = 0,
          .read_at = user.marks.read_at(row.published),
          .delivered_at = user.marks.delivered.covered_at(row.published),
          .announcement = row.published};
}

std::vector<InboxItem> newest_announcements(const MemoryModel& model, const MemoryUser& user) {
  std::vector<InboxItem> items;
  for (const MemoryBoard::Row& row : model.board.rows() | std::views::values | std::views::reverse) {
    if (model.shows(user, row)) {
      items.push_back(item_of(user, row));
    }
  }
  return items;
}

/// Both newest first, each in its own order.
std::vector<InboxItem> merge(const std::vector<InboxItem>& own, const std::vector<InboxItem>& announced) {
  std::vector<InboxItem> merged;
  auto next = announced.begin();
  for (const InboxItem& item : own) {
    for (; next != announced.end() && next->notification->created_at > item.notification->created_at; ++next) {
      merged.push_back(*next);
    }
    merged.push_back(item);
  }
  merged.insert(merged.end(), next, announced.end());
  return merged;
}

std::vector<InboxItem> newest_items(const MemoryModel& model, const MemoryUser& user) {
  const auto own = user.inbox.items() | std::views::values | std::views::reverse;
  return merge({own.begin(), own.end()}, newest_announcements(model, user));
}

bool wanted(const HistoryQuery& query, const InboxItem& item) {
  return (!query.unread_only || !item.read_at) && (!query.type || item.notification->type == *query.type) &&
         (!query.channel || item.notification->channel == query.channel);
}

bool lies_before(const HistoryPosition& position, const InboxItem& item) {
  return item.announcement > 0 ? item.announcement < position.announcement : item.rev < position.rev;
}

}  // namespace

std::vector<std::string> channels_of(const MemoryUser& user) {
  const auto names = user.channels | std::views::keys;
  return {names.begin(), names.end()};
}

UserProfile profile_of(const MemoryUser& user) {
  return {.preferences = user.preferences, .channels = channels_of(user)};
}

std::optional<InboxItem> find_item(const MemoryModel& model, const MemoryUser& user, NotificationId id) {
  if (const auto item = user.inbox.find(id)) {
    return item;
  }
  const MemoryBoard::Row* row = model.announcement(user, id);
  return row == nullptr ? std::nullopt : std::optional(item_of(user, *row));
}

HistoryPage read_history(const MemoryModel& model, const MemoryUser& user, const HistoryQuery& query) {
  HistoryPage page{.items = {}, .next_before = {}, .state = model.state(user)};
  HistoryPosition position = query.before.value_or(HistoryPosition{page.state.rev + 1, page.state.announcement + 1});
  for (const InboxItem& item : newest_items(model, user)) {
    if (!wanted(query, item) || !lies_before(position, item)) {
      continue;
    }
    if (page.items.size() == query.limit) {
      page.next_before = position;
      break;
    }
    (item.announcement > 0 ? position.announcement : position.rev) =
        item.announcement > 0 ? item.announcement : item.rev;
    page.items.push_back(item);
  }
  return page;
}

Welcome read_welcome(const MemoryModel& model, const MemoryUser& user, Instant published_after, std::size_t limit) {
  Welcome welcome{.state = model.state(user), .undelivered = {}, .profile = profile_of(user)};
  for (const InboxItem& item : newest_items(model, user)) {
    const bool waiting = !item.delivered_at && item.notification->created_at >= published_after;
    if (waiting && welcome.undelivered.size() < limit) {
      welcome.undelivered.push_back(item);
    }
  }
  std::ranges::reverse(welcome.undelivered);
  return welcome;
}

}  // namespace belfry::memory
