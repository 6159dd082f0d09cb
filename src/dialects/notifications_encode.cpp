#include "dialects/notifications_dialect.hpp"

#include "dialects/job_news.hpp"
#include "json/writer.hpp"
#include "wire/error_json.hpp"
#include "wire/notification_json.hpp"

#include <variant>

namespace belfry {
namespace {

using json::Writer;

std::string_view type_of(const messages::Connected&) { return "connected"; }
std::string_view type_of(const messages::Pong&) { return "pong"; }
std::string_view type_of(const messages::NotificationMessage&) { return "notification"; }
std::string_view type_of(const messages::InboxMessage&) { return "inbox"; }
std::string_view type_of(const messages::Subscriptions& message) {
  switch (message.change) {
    case messages::SubscriptionChange::subscribed: return "subscribed";
    case messages::SubscriptionChange::unsubscribed: return "unsubscribed";
  }
  std::unreachable();
}
std::string_view type_of(const messages::Broadcast&) { return "message"; }
std::string_view type_of(const messages::JobMessage&) { return "job"; }
std::string_view type_of(const messages::ResyncRequired&) { return "resync_required"; }
std::string_view type_of(const messages::ReconnectAdvice&) { return "reconnect"; }
std::string_view type_of(const messages::ErrorMessage&) { return "error"; }

void write_channels(Writer& writer, const std::vector<std::string>& channels) {
  writer.key("channels");
  writer.begin_array();
  for (const std::string& channel : channels) {
    writer.string(channel);
  }
  writer.end_array();
}

void write_payload(Writer& writer, const messages::Connected& connected) {
  writer.member("connectionId", connected.connection_id);
  writer.member("userId", connected.user_id);
  wire::write_state_members(writer, connected.state);
  write_channels(writer, connected.channels);
  writer.member("heartbeatSeconds", connected.heartbeat_seconds);
  writer.member("maxMessageBytes", connected.max_message_bytes);
  writer.member("expiresAt", connected.expires_at);
}

void write_payload(Writer&, const messages::Pong&) {}

void write_payload(Writer& writer, const messages::Subscriptions& message) { write_channels(writer, message.channels); }

void write_flags(Writer& writer, const messages::NotificationMessage& message) {
  if (message.freshness == messages::Freshness::replayed) {
    writer.member("replayed", true);
  }
  writer.member("replaces", message.replaces);
  if (message.loudness == messages::Loudness::silent) {
    writer.member("silent", true);
  }
}

void write_payload(Writer& writer, const messages::NotificationMessage& message) {
  if (message.announcement != 0) {
    wire::write_announcement_members(writer, *message.notification, message.announcement);
    return write_flags(writer, message);
  }
  wire::write_notification_members(writer, *message.notification, message.rev);
  writer.member("unread", message.state.unread);
  // A replayed notification is old: its own position would take the client back behind what it has.
  const bool replayed = message.freshness == messages::Freshness::replayed;
  Cursor cursor = message.state.cursor();
  cursor.rev = replayed ? message.state.rev : message.rev;
  writer.member("cursor", cursor.str());
  write_flags(writer, message);
}

void write_payload(Writer& writer, const messages::InboxMessage& message) {
  wire::write_state_members(writer, message.state);
  writer.key("changes");
  writer.begin_array();
  for (const Change& change : message.changes) {
    wire::write_change(writer, change);
  }
  writer.end_array();
}

void write_payload(Writer& writer, const messages::Broadcast& message) {
  writer.member("type", message.type);
  writer.key("data");
  writer.raw(message.data);
}

void write_payload(Writer& writer, const messages::JobMessage& message, Instant now) {
  writer.member("event", name_of(message.news));
  job_news::write_members(writer, message, now);
}

void write_payload(Writer& writer, const messages::ResyncRequired& message) { writer.member("rev", message.rev); }

void write_payload(Writer& writer, const messages::ReconnectAdvice& advice) {
  writer.member("retryAfterMs", advice.retry_after_ms);
  writer.member("reason", advice.reason);
}

void write_payload(Writer& writer, const messages::ErrorMessage& message) {
  wire::write_error_members(writer, message.error);
}

/// Most notifications fit without growing the buffer.
template <class Message>
std::size_t expected_bytes(const Message&) {
  return 512;
}
std::size_t expected_bytes(const messages::NotificationMessage& message) {
  const Notification& n = *message.notification;
  return 512 + n.title.size() + (n.body ? n.body->size() : 0) + (n.data ? n.data->size() : 0);
}

struct Encode {
  NotificationsDialect::IdSource ids;
  Instant now;

  template <class Message>
  std::string operator()(const Message& message) const {
    Writer writer(expected_bytes(message));
    writer.begin_object();
    writer.key("id");
    write_id(writer, message);
    writer.member("type", type_of(message));
    writer.member("timestamp", now);
    writer.key("payload");
    writer.begin_object();
    if constexpr (requires { write_payload(writer, message, now); }) {
      write_payload(writer, message, now);
    } else {
      write_payload(writer, message);
    }
    writer.end_object();
    writer.end_object();
    return writer.take();
  }
  /// Following jobs needs no asking here.
  std::string operator()(const messages::JobWatchChanged&) const { return {}; }

 private:
  template <class Message>
  void write_id(Writer& writer, const Message& message) const {
    if constexpr (requires { message.reply_to; }) {
      if (!message.reply_to.empty()) {
        return writer.string(message.reply_to);
      }
    }
    writer.put(ids(now));
  }
  void write_id(Writer& writer, const messages::NotificationMessage& message) const {
    writer.put(message.notification->id);
  }
};

}  // namespace

std::string NotificationsDialect::encode(const messages::ServerMessage& message, Instant now) const {
  return std::visit(Encode{ids_, now}, message);
}

}  // namespace belfry
