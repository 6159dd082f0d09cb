#pragma once

#include "app/live_event.hpp"
#include "domain/inbox.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace belfry::app {

class Session;

/// One user on one shard: the connections, and the events that some of them have not been given yet.
///
/// The window holds events of consecutive revs. A walk gives each live session what lies behind its own position, so
/// events that arrive while a walk is under way reach the later sessions together and go out in one write. While a
/// session catches up from the store the window is kept (bounded), to be joined without a gap.
class UserEntry {
 public:
  /// Events kept for sessions that are behind; one that is further behind reads on from the store.
  static constexpr std::size_t kMaxWindow = 1024;

  struct Slot {
    LiveEventPtr event;
    std::uint32_t unflushed = 0;  ///< sends since the last flush, for the latency histogram
  };

  explicit UserEntry(UserId user) : user_(std::move(user)) {}

  const UserId& user() const { return user_; }

  /// Takes the event in. False when it is old news.
  bool push(LiveEventPtr event);
  /// Lets go of events that nobody needs any more: every live session has what comes before `needed`. While a session
  /// catches up they are kept for it.
  void trim(Rev needed);
  /// True when the events after `rev` up to the head stand in the window, or there are none.
  bool covers(Rev rev) const { return head_ <= rev || (!window_.empty() && window_.front().event->rev() <= rev + 1); }

  /// The newest rev heard of on this shard, from an event or from a read of the store.
  Rev head() const { return head_; }
  /// The event of this rev; null when it does not stand in the window.
  Slot* slot_of(Rev rev);
  /// The inbox as it last was told.
  const InboxState& state() const { return state_; }
  void learn(const InboxState& state);

  /// What the user wants to hear; null: everything.
  const Preferences* preferences() const { return preferences_.get(); }
  /// `preferences` are those that hold at `rev`.
  void learn(const PreferencesPtr& preferences, Rev rev);
  bool in_app_off() const { return preferences_ != nullptr && !preferences_->enabled[index_of(ChannelKind::in_app)]; }

  std::vector<Slot>& window() { return window_; }

  // Kept by the hub and the sessions.
  std::vector<std::shared_ptr<Session>> sessions;
  std::uint32_t catching_up = 0;  ///< sessions that read from the store now
  std::uint32_t walk_position = 0;
  Rev walk_reached = 0;     ///< the furthest rev that every live session visited by this walk has
  bool walk_again = false;  ///< something changed behind the walk's position
  bool queued = false;      ///< stands in the hub's walk queue

 private:
  UserId user_;
  std::vector<Slot> window_;
  InboxState state_;
  PreferencesPtr preferences_;
  Rev preferences_at_ = 0;
  Rev head_ = 0;
};

}  // namespace belfry::app
