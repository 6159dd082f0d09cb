#include "adapters/memory/memory_reading.hpp"

#include <algorithm>
#include <optional>
#include <ranges>
#include <vector>

namespace belfry::memory {
namespace {

/// One announcement as the user is told of it, and where: nothing to tell when it is hidden or came and went.
struct Entry {
  AnnouncementNumber number = 0;
  std::optional<Change> change;
};

Change announced(const MemoryBoard::Row& row) {
  Change change;
  change.at = row.published_at;
  change.op = ChangeOp::announced;
  change.notification = row.notification;
  change.announcement = row.published;
  return change;
}

Change changed(const MemoryBoard::Row& row) {
  Change change;
  change.at = row.changed_at;
  change.announcement = row.changed;
  if (row.current) {
    change.op = ChangeOp::announcement_edited;
    change.notification = row.notification;
  } else {
    change.op = ChangeOp::announcement_recalled;
    change.notification_id = row.notification->id;
  }
  return change;
}

std::vector<Entry> announcements_after(const MemoryModel& model, const MemoryUser& user, AnnouncementNumber after) {
  std::vector<Entry> entries;
  for (const MemoryBoard::Row& row : model.board.rows() | std::views::values) {
    if (row.changed <= after) {
      continue;
    }
    const bool is_new = row.published > after;
    const bool told = model.wants(user, row) && (row.current || !is_new);
    entries.push_back({.number = is_new ? row.published : row.changed,
                       .change = told ? std::optional(is_new ? announced(row) : changed(row)) : std::nullopt});
  }
  std::ranges::sort(entries, {}, &Entry::number);
  return entries;
}

bool is_known(const MemoryModel& model, const MemoryUser& user, const Cursor& since) {
  return since.epoch == model.epoch && since.rev >= user.inbox.log_floor() && since.rev <= user.inbox.head() &&
         since.announcement >= model.board.floor() && since.announcement <= model.board.head();
}

}  // namespace

Result<ChangesPage> read_changes(const MemoryModel& model, const MemoryUser& user, const Cursor& since,
                                 std::size_t limit, std::size_t max_behind) {
  const InboxState state = model.state(user);
  if (!is_known(model, user, since)) {
    return fail(ErrorCode::resync_required);
  }
  const std::size_t behind = (state.rev - since.rev) + (state.announcement - since.announcement);
  if (max_behind > 0 && behind > max_behind) {
    return fail(ErrorCode::resync_required);
  }
  ChangesPage page{.changes = {}, .reached = since, .has_more = false, .state = state, .profile = profile_of(user)};
  const std::vector<Entry> entries = announcements_after(model, user, since.announcement);
  auto entry = entries.begin();
  auto own = std::ranges::upper_bound(user.inbox.log(), since.rev, {}, &Change::rev);
  while (entry != entries.end() || own != user.inbox.log().end()) {
    if (entry != entries.end() && !entry->change) {
      page.reached.announcement = (entry++)->number;
      continue;
    }
    if (page.changes.size() == limit) {
      page.has_more = true;
      return page;
    }
    if (own == user.inbox.log().end() || (entry != entries.end() && entry->change->at <= own->at)) {
      page.reached.announcement = entry->number;
      page.changes.push_back(*(entry++)->change);
    } else {
      page.reached.rev = own->rev;
      page.changes.push_back(*own++);
    }
  }
  page.reached = state.cursor();
  return page;
}

}  // namespace belfry::memory
