#include "app/ack_tracker.hpp"

#include <algorithm>

namespace belfry::app {

void AckTracker::sent(NotificationPtr notification, Rev rev, AnnouncementNumber announcement, const Settings& settings,
                      TimePoint now) {
  if (pending_.size() >= kMaxPending) {
    pending_.pop_front();
  }
  pending_.push_back(Pending{std::move(notification), rev, announcement, now + settings.timeout, 0});
}

void AckTracker::acked(NotificationId id) {
  const auto found =
      std::find_if(pending_.begin(), pending_.end(), [&](const Pending& p) { return p.notification->id == id; });
  if (found != pending_.end()) {
    pending_.erase(found);
  }
}

void AckTracker::acked_up_to(Rev rev, AnnouncementNumber announcement) {
  std::erase_if(pending_,
                [&](const Pending& p) { return p.announcement == 0 ? p.rev <= rev : p.announcement <= announcement; });
}

AckTracker::Due AckTracker::take_due(const Settings& settings, TimePoint now) {
  Due due;
  for (Pending& pending : pending_) {
    if (pending.due > now) {
      continue;
    }
    if (pending.repeats >= settings.attempts) {
      due.given_up.push_back(pending);
      continue;
    }
    ++pending.repeats;
    pending.due = now + settings.timeout * (1U << std::min(pending.repeats, 16U));
    due.repeat.push_back(pending);
  }
  std::erase_if(pending_, [now](const Pending& p) { return p.due <= now; });
  return due;
}

}  // namespace belfry::app
