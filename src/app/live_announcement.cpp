#include "app/live_announcement.hpp"

#include "base/log.hpp"

namespace belfry::app {

LiveAnnouncement::~LiveAnnouncement() {
  const std::uint32_t connections = deliveries_.load(std::memory_order_relaxed);
  if (is_frame() && log::enabled(log::Level::info)) {
    const Origin origin = event_->origin.value_or(Origin{});
    log::info("announcement:delivered", {{"notificationId", notification()->id.str()},
                                         {"connectionCount", connections},
                                         {"requestId", origin.request_id},
                                         {"correlationId", origin.correlation_id}});
  }
}

const Frame::Ptr& LiveAnnouncement::frame(const Dialect& dialect, messages::Loudness loudness,
                                          const Clock& clock) const {
  Encoded& encoded = encoded_[static_cast<std::size_t>(dialect.kind())][static_cast<std::size_t>(loudness)];
  std::call_once(encoded.once, [&] {
    const messages::NotificationMessage message{.notification = notification(),
                                                .rev = 0,
                                                .state = {},
                                                .freshness = messages::Freshness::live,
                                                .loudness = loudness,
                                                .replaces = std::nullopt,
                                                .announcement = number()};
    encoded.frame = Frame::text(dialect.encode(message, clock.now()));
  });
  return encoded.frame;
}

}  // namespace belfry::app
