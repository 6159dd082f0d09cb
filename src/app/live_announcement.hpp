#pragma once

#include "app/live_event.hpp"
#include "ports/user_event.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>

namespace belfry::app {

/// A committed change of the announcements on its way to this node's connections. A new one is encoded at most once a
/// dialect and loudness, however many shards and connections take it. Shared by shards; any thread.
class LiveAnnouncement {
 public:
  explicit LiveAnnouncement(AnnouncementEventPtr event) : event_(std::move(event)) {}
  /// Every shard is through with it: how far it got is logged (product 6.2).
  ~LiveAnnouncement();
  LiveAnnouncement(const LiveAnnouncement&) = delete;
  LiveAnnouncement& operator=(const LiveAnnouncement&) = delete;

  AnnouncementNumber number() const { return event_->change.announcement; }
  const AnnouncementEvent& event() const { return *event_; }
  const NotificationPtr& notification() const { return event_->change.notification; }

  /// A frame says all there is to say. False for an edit or a recall, whose message tells each user's own counts: a
  /// connection reads it from the store.
  bool is_frame() const { return event_->change.op == ChangeOp::announced; }
  /// The clock is read by whoever comes first, to date the message.
  const Frame::Ptr& frame(const Dialect& dialect, messages::Loudness loudness, const Clock& clock) const;

  void count_delivery() const { deliveries_.fetch_add(1, std::memory_order_relaxed); }

 private:
  struct Encoded {
    std::once_flag once;
    Frame::Ptr frame;
  };

  AnnouncementEventPtr event_;
  mutable std::array<std::array<Encoded, 2>, kDialectCount> encoded_;  // by dialect and loudness
  mutable std::atomic<std::uint32_t> deliveries_{0};
};

using LiveAnnouncementPtr = std::shared_ptr<const LiveAnnouncement>;

}  // namespace belfry::app
