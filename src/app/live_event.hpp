#pragma once

#include "app/dialect_set.hpp"
#include "base/frame.hpp"
#include "domain/dialect_kind.hpp"
#include "ports/clock.hpp"
#include "ports/dialect.hpp"
#include "ports/user_event.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>

namespace belfry::app {

/// What a committed change looks like to a connection that is live.
messages::ServerMessage message_of(const UserEvent& event);

/// A committed change on its way to this node's connections: encoded at most once a dialect, however many shards and
/// connections take it. Shared by shards; any thread.
class LiveEvent {
 public:
  explicit LiveEvent(UserEventPtr event) : event_(std::move(event)) {}
  /// Every shard is through with it: a notification that reached somebody is logged (product 6.2).
  ~LiveEvent();
  LiveEvent(const LiveEvent&) = delete;
  LiveEvent& operator=(const LiveEvent&) = delete;

  const UserEvent& event() const { return *event_; }
  Rev rev() const { return event_->change.rev; }

  /// Null where the dialect has no message for it. The clock is read by whoever comes first, to date the message.
  const Frame::Ptr& frame(const Dialect& dialect, const Clock& clock) const;

  /// So many connections more have been sent it.
  void count_deliveries(std::uint32_t connections) const {
    deliveries_.fetch_add(connections, std::memory_order_relaxed);
  }

 private:
  struct Encoded {
    std::once_flag once;
    Frame::Ptr frame;
  };

  UserEventPtr event_;
  mutable std::array<Encoded, kDialectCount> encoded_;
  mutable std::atomic<std::uint32_t> deliveries_{0};
};

using LiveEventPtr = std::shared_ptr<const LiveEvent>;

}  // namespace belfry::app
