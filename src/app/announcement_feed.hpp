#pragma once

#include "app/live_announcement.hpp"

#include <cstddef>
#include <deque>

namespace belfry::app {

/// The latest changes of the announcements on one shard, of consecutive numbers, for the sessions that have not been
/// given them yet. A session that is further behind reads on from the store. Shard-local.
class AnnouncementFeed {
 public:
  /// Changes kept; announcements are rare, and walks end.
  static constexpr std::size_t kMaxWindow = 64;

  /// Takes the change in. False when it is old news.
  bool push(LiveAnnouncementPtr change) {
    if (change->number() <= head_) {
      return false;
    }
    if (change->number() != head_ + 1) {
      window_.clear();  // a hole: what stands before it cannot be joined to it
    }
    head_ = change->number();
    window_.push_back(std::move(change));
    if (window_.size() > kMaxWindow) {
      window_.pop_front();
    }
    return true;
  }

  /// The newest number heard of; 0 before the first since the start.
  AnnouncementNumber head() const { return head_; }

  /// The change of this number; null when it is not kept here.
  const LiveAnnouncement* find(AnnouncementNumber number) const {
    const AnnouncementNumber first = head_ + 1 - window_.size();
    return number < first || number > head_ ? nullptr : window_[number - first].get();
  }

  /// Everything after `number` up to the head stands here as frames.
  bool covers(AnnouncementNumber number) const {
    for (AnnouncementNumber next = number + 1; next <= head_; ++next) {
      const LiveAnnouncement* change = find(next);
      if (change == nullptr || !change->is_frame()) {
        return false;
      }
    }
    return true;
  }

 private:
  std::deque<LiveAnnouncementPtr> window_;
  AnnouncementNumber head_ = 0;
};

}  // namespace belfry::app
