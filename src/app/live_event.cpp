#include "app/live_event.hpp"

#include "base/log.hpp"

namespace belfry::app {

messages::ServerMessage message_of(const UserEvent& event) {
  if (brings_notification(event.change.op)) {
    return messages::NotificationMessage{
        .notification = event.change.notification,
        .rev = event.change.rev,
        .state = event.state,
        .freshness = messages::Freshness::live,
        .loudness = event.silent ? messages::Loudness::silent : messages::Loudness::normal,
        .replaces = event.change.replaces};
  }
  return messages::InboxMessage{.changes = {event.change}, .state = event.state, .reply_to = {}};
}

LiveEvent::~LiveEvent() {
  const std::uint32_t connections = deliveries_.load(std::memory_order_relaxed);
  if (connections > 0 && brings_notification(event_->change.op) && log::enabled(log::Level::info)) {
    const Origin origin = event_->origin.value_or(Origin{});
    log::info("notification:delivered", {{"notificationId", event_->change.notification->id.str()},
                                         {"userId", event_->user.view()},
                                         {"connectionCount", connections},
                                         {"requestId", origin.request_id},
                                         {"correlationId", origin.correlation_id}});
  }
}

const Frame::Ptr& LiveEvent::frame(const Dialect& dialect, const Clock& clock) const {
  Encoded& encoded = encoded_[static_cast<std::size_t>(dialect.kind())];
  std::call_once(encoded.once, [&] {
    if (const std::string text = dialect.encode(message_of(*event_), clock.now()); !text.empty()) {
      encoded.frame = Frame::text(text);
    }
  });
  return encoded.frame;
}

}  // namespace belfry::app
