#include "app/user_entry.hpp"

namespace belfry::app {

bool UserEntry::push(LiveEventPtr event) {
  const Rev rev = event->rev();
  if (rev <= head_) {
    return false;
  }
  if (rev != head_ + 1) {
    // A hole (an event was lost, or the first one since the user came): what stands before it cannot be joined to it.
    window_.clear();
  }
  learn(event->event().state);
  head_ = rev;
  window_.push_back(Slot{std::move(event), 0});
  return true;
}

void UserEntry::trim() {
  if (catching_up == 0) {
    // One slot stays allocated for the usual single event; an idle user keeps no more than that.
    window_.clear();
    if (window_.capacity() > 4) {
      window_.shrink_to_fit();
    }
  } else if (window_.size() > kMaxWindow) {
    window_.erase(window_.begin(), window_.end() - kMaxWindow);
  }
}

void UserEntry::learn(const InboxState& state) {
  if (state.rev >= state_.rev) {
    state_ = state;
  }
}

}  // namespace belfry::app
