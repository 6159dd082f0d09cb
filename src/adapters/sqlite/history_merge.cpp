#include "adapters/sqlite/history_merge.hpp"

#include <ranges>
#include <utility>

namespace belfry::sqlite {

void HistoryMerge::add(std::vector<InboxItem> own, std::vector<InboxItem> announced) {
  auto mine = own.begin();
  auto theirs = announced.begin();
  while (mine != own.end() || theirs != announced.end()) {
    if (items_.size() == limit_) {
      more_ = true;
      return;
    }
    const bool announcement = mine == own.end() || (theirs != announced.end() &&
                                                    theirs->notification->created_at > mine->notification->created_at);
    InboxItem& item = announcement ? *theirs++ : *mine++;
    if (announcement) {
      position_.announcement = item.announcement;
    } else {
      position_.rev = item.rev;
    }
    items_.push_back(std::move(item));
  }
}

std::vector<InboxItem> newest_announcements(Database& database, const ReadScope& scope, const ReadHead& head,
                                            const HistoryQuery& query, AnnouncementNumber before) {
  std::vector<InboxItem> items;
  if (query.channel) {
    return items;  // they have none
  }
  const AnnouncementView view = head.announcements(scope.mandatory);
  for (const AnnouncementEntry& entry : head.board->entries | std::views::reverse) {
    const bool wanted = entry.published < before && view.shown(entry) &&
                        (!query.type || entry.notification->type == *query.type) &&
                        (!query.unread_only || !head.marks.read(entry.published));
    if (wanted) {
      items.push_back(announcement_item(database, head.no, head.marks, entry));
    }
  }
  return items;
}

std::vector<InboxItem> undelivered_announcements(Database& database, const ReadScope& scope, const ReadHead& head,
                                                 Instant published_after) {
  std::vector<InboxItem> items;
  const AnnouncementView view = head.announcements(scope.mandatory);
  for (const AnnouncementEntry& entry : head.board->entries | std::views::reverse) {
    const bool waiting = entry.published > head.marks.delivered_up_to && view.shown(entry) &&
                         entry.notification->created_at >= published_after;
    if (waiting) {
      items.push_back(announcement_item(database, head.no, head.marks, entry));
    }
  }
  return items;
}

}  // namespace belfry::sqlite
