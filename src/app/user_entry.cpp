#include "app/user_entry.hpp"

#include <algorithm>

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
  if (event->event().preferences != nullptr) {
    learn(event->event().preferences, rev);
  }
  head_ = rev;
  window_.push_back(Slot{std::move(event), 0});
  return true;
}

void UserEntry::trim(Rev needed) {
  const auto stale = [&](const Slot& slot) {
    return catching_up == 0 && slot.event->rev() < needed;
  };
  auto first = std::find_if_not(window_.begin(), window_.end(), stale);
  if (window_.end() - first > static_cast<std::ptrdiff_t>(kMaxWindow)) {
    first = window_.end() - kMaxWindow;
  }
  window_.erase(window_.begin(), first);
  // One slot stays allocated for the usual single event; an idle user keeps no more than that.
  if (window_.empty() && window_.capacity() > 4) {
    window_.shrink_to_fit();
  }
}

UserEntry::Slot* UserEntry::slot_of(Rev rev) {
  const Rev first = window_.empty() ? 0 : window_.front().event->rev();
  return window_.empty() || rev < first || rev > head_ ? nullptr : &window_[rev - first];
}

void UserEntry::learn(const PreferencesPtr& preferences, Rev rev) {
  if (rev >= preferences_at_) {
    preferences_ = preferences;
    preferences_at_ = rev;
  }
}

void UserEntry::learn(const InboxState& state) {
  if (state.rev >= state_.rev) {
    state_ = state;
  }
}

}  // namespace belfry::app
