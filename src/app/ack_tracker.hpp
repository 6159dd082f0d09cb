#pragma once

#include "domain/notification.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <variant>
#include <vector>

namespace belfry::app {

/// The notifications sent to one acking connection that it has not acknowledged yet, and when each is due again: after
/// the timeout, then twice that, then four times (product 2.4). Bounded: of more than `kMaxPending` the oldest are no
/// longer repeated here; they stay undelivered in the store and come with the next connect.
class AckTracker {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  struct Settings {
    std::chrono::seconds timeout{10};
    std::uint32_t attempts = 3;  ///< repeats before giving up
  };
  struct Pending {
    NotificationPtr notification;
    Rev rev = 0;
    AnnouncementNumber announcement = 0;  ///< not 0: an announcement, which has no rev
    TimePoint due;
    std::uint32_t repeats = 0;
  };
  struct Due {
    std::vector<Pending> repeat;
    std::vector<Pending> given_up;
  };

  static constexpr std::size_t kMaxPending = 1000;

  /// Of a personal notification `announcement` is 0, of an announcement `rev` is.
  void sent(NotificationPtr notification, Rev rev, AnnouncementNumber announcement, const Settings& settings,
            TimePoint now);
  void acked(NotificationId id);
  void acked_up_to(Rev rev, AnnouncementNumber announcement);

  /// What has waited too long at `now`; repeats are due again later.
  Due take_due(const Settings& settings, TimePoint now);

  bool empty() const { return pending_.empty(); }
  std::size_t size() const { return pending_.size(); }

 private:
  std::deque<Pending> pending_;
};

}  // namespace belfry::app
