#pragma once

#include "domain/inbox.hpp"
#include "ports/notification_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

namespace belfry::test {

/// What a client keeps: the list that it got once by HTTP, and what it was told of since.
class ModelClient {
 public:
  Cursor cursor;

  /// As after a reload.
  void load(const HistoryPage& whole) {
    items_.clear();
    for (const InboxItem& item : whole.items) {
      items_[item.notification->id] = Item{.title = item.notification->title,
                                           .rev = item.rev,
                                           .announcement = item.announcement,
                                           .read = item.read_at.has_value()};
    }
    cursor = whole.state.cursor();
  }

  /// False when only a reload helps: preferences hide and show announcements without a word about each.
  bool apply(const Change& change) {
    switch (change.op) {
      case ChangeOp::added:
      case ChangeOp::announced: add(change); break;
      case ChangeOp::replaced:
        items_.erase(*change.replaces);
        add(change);
        break;
      case ChangeOp::read: mark_read(*change.notification_id); break;
      case ChangeOp::read_all: mark_all_read(change); break;
      case ChangeOp::removed:
      case ChangeOp::expired:
      case ChangeOp::announcement_recalled: items_.erase(*change.notification_id); break;
      case ChangeOp::announcement_edited: retitle(*change.notification); break;
      case ChangeOp::seen: break;
      case ChangeOp::preferences: return false;
    }
    return true;
  }

  std::string list() const {
    std::string text;
    for (const auto& [id, item] : items_) {
      text += fmt::format("{} '{}' {}\n", id.str(), item.title, item.read ? "read" : "unread");
    }
    return text;
  }
  std::uint64_t badge() const {
    return static_cast<std::uint64_t>(
        std::ranges::count_if(items_, [](const auto& entry) { return !entry.second.read; }));
  }

 private:
  struct Item {
    std::string title;
    Rev rev = 0;
    AnnouncementNumber announcement = 0;
    bool read = false;
  };

  void add(const Change& change) {
    items_.try_emplace(change.notification->id, Item{.title = change.notification->title,
                                                     .rev = change.rev,
                                                     .announcement = change.announcement,
                                                     .read = false});
  }
  void mark_read(NotificationId id) {
    if (const auto found = items_.find(id); found != items_.end()) {
      found->second.read = true;
    }
  }
  void mark_all_read(const Change& change) {
    for (auto& [id, item] : items_) {
      const bool covered = item.announcement > 0 ? item.announcement <= change.announcement : item.rev <= change.up_to;
      item.read = item.read || covered;
    }
  }
  void retitle(const Notification& notification) {
    if (const auto found = items_.find(notification.id); found != items_.end()) {
      found->second.title = notification.title;
    }
  }

  std::map<NotificationId, Item> items_;
};

}  // namespace belfry::test
