#include "app/hub.hpp"
#include "app/session.hpp"

// How a live session merges its user's changes with the announcements. The counts and the cursor of a personal change
// include exactly the announcements committed before it: those go out first, and none that came after it.

namespace belfry::app {

Decisions Session::decisions_for(const Notification& notification) const {
  return decide(entry_.preferences(), notification.type, services_.settings.mandatory, services_.clock.now());
}

messages::Loudness Session::loudness_of(const Notification& notification) const {
  return decisions_for(notification).silent ? messages::Loudness::silent : messages::Loudness::normal;
}

Session::Step Session::advance_one() {
  if (sent_ < entry_.head()) {
    UserEntry::Slot* slot = entry_.slot_of(sent_ + 1);
    if (slot == nullptr) {
      read_on();
      return Step::behind;
    }
    if (slot->event->event().state.announcement <= announced_) {
      deliver(*slot);
      return Step::sent;
    }
  }
  const LiveAnnouncement* change = hub_.announcements().find(announced_ + 1);
  if (change != nullptr && change->is_frame()) {
    return announce(*change);
  }
  // An edit, a recall or a hole: the store knows. The hub lets its sessions read on a few at a time; one whose user has
  // something new cannot wait for that.
  if (sent_ < entry_.head()) {
    read_on();
  }
  return Step::behind;
}

Session::Step Session::announce(const LiveAnnouncement& change) {
  announced_ = change.number();
  const Decisions decisions = decisions_for(*change.notification());
  // A mandatory one waits in the history of who switched in-app off (product 2.7).
  if (!decisions.in_app() || entry_.in_app_off()) {
    return Step::hidden;
  }
  const auto loudness = decisions.silent ? messages::Loudness::silent : messages::Loudness::normal;
  socket_->send(change.frame(dialect(), loudness, services_.clock));
  note_sent(change.notification(), 0, change.number());
  change.count_delivery();
  return Step::sent;
}

}  // namespace belfry::app
