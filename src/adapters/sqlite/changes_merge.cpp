#include "adapters/sqlite/changes_merge.hpp"

#include <algorithm>
#include <utility>

namespace belfry::sqlite {
namespace {

Change announced(const AnnouncementEntry& entry) {
  Change change;
  change.at = entry.published_at;
  change.op = ChangeOp::announced;
  change.notification = entry.notification;
  change.announcement = entry.published;
  return change;
}

Change changed(const AnnouncementEntry& entry) {
  Change change;
  change.at = entry.changed_at;
  change.announcement = entry.changed;
  if (entry.current) {
    change.op = ChangeOp::announcement_edited;
    change.notification = entry.notification;
  } else {
    change.op = ChangeOp::announcement_recalled;
    change.notification_id = entry.notification->id;
  }
  return change;
}

}  // namespace

std::vector<AnnouncementChange> announcements_after(const AnnouncementView& view, AnnouncementNumber after) {
  std::vector<AnnouncementChange> changes;
  for (const AnnouncementEntry& entry : view.board.entries) {
    if (entry.changed <= after) {
      continue;
    }
    const bool is_new = entry.published > after;
    const bool told = view.wanted(entry) && (entry.current || !is_new);
    AnnouncementChange made{.number = is_new ? entry.published : entry.changed, .change = std::nullopt};
    if (told) {
      made.change = is_new ? announced(entry) : changed(entry);
    }
    changes.push_back(std::move(made));
  }
  std::ranges::sort(changes, {}, &AnnouncementChange::number);
  return changes;
}

void merge_changes(std::vector<Change> own, std::vector<AnnouncementChange> announced, std::size_t limit,
                   ChangesPage& page) {
  auto mine = own.begin();
  auto theirs = announced.begin();
  while (mine != own.end() || theirs != announced.end()) {
    if (theirs != announced.end() && !theirs->change) {
      page.reached.announcement = (theirs++)->number;
      continue;
    }
    if (page.changes.size() == limit) {
      page.has_more = true;
      return;
    }
    if (mine == own.end() || (theirs != announced.end() && theirs->change->at <= mine->at)) {
      page.reached.announcement = theirs->number;
      page.changes.push_back(std::move(*(theirs++)->change));
    } else {
      page.reached.rev = mine->rev;
      page.changes.push_back(std::move(*mine++));
    }
  }
  page.has_more = page.reached.rev < page.state.rev;
  if (!page.has_more) {
    page.reached = page.state.cursor();
  }
}

}  // namespace belfry::sqlite
