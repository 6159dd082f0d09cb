#include "dialects/dashboard_dialect.hpp"

#include "base/iso8601.hpp"
#include "json/writer.hpp"
#include "wire/dashboard_json.hpp"
#include "wire/error_json.hpp"

#include <utility>
#include <variant>

namespace belfry {
namespace {

using json::Writer;

/// One message, its data written by `write_data`.
template <class WriteData>
std::string message_of(std::string_view type, Instant now, WriteData write_data) {
  const std::string timestamp = format_iso8601(now);
  Writer writer;
  writer.begin_object();
  writer.member("type", type);
  writer.member("version", "1.0");
  writer.key("data");
  write_data(writer, timestamp);
  writer.member("timestamp", timestamp);
  writer.end_object();
  return writer.take();
}

void write_error(Writer& writer, const Error& error, const std::string& timestamp) {
  writer.begin_object();
  wire::write_error_members(writer, error);
  writer.member("timestamp", timestamp);
  writer.end_object();
}

struct Encode {
  Instant now;

  std::string operator()(const messages::Connected& connected) const {
    return message_of("connected", now, [&](Writer& writer, const std::string& timestamp) {
      writer.begin_object();
      writer.member("connectionId", connected.connection_id);
      writer.member("userId", connected.user_id);
      writer.member("timestamp", timestamp);
      writer.end_object();
    });
  }
  std::string operator()(const messages::Pong&) const {
    return message_of("pong", now, [](Writer& writer, const std::string& timestamp) {
      writer.begin_object();
      writer.member("timestamp", timestamp);
      writer.end_object();
    });
  }
  std::string operator()(const messages::NotificationMessage& message) const {
    return message_of("notification", now, [&](Writer& writer, const std::string&) {
      json::Codec<wire::DashboardNotification>::write(writer, wire::dashboard_notification(*message.notification));
    });
  }
  std::string operator()(const messages::Broadcast& broadcast) const {
    return message_of(broadcast.type, now, [&](Writer& writer, const std::string&) { writer.raw(broadcast.data); });
  }
  std::string operator()(const messages::JobMessage& message) const {
    if (message.job->kind != kUploadKind || message.news == messages::JobNews::status) {
      return {};
    }
    return message_of("upload_progress", now, [&](Writer& writer, const std::string&) {
      json::Codec<wire::UploadProgress>::write(writer, wire::upload_progress(*message.job, now));
    });
  }
  std::string operator()(const messages::ErrorMessage& message) const {
    return message_of("error", now, [&](Writer& writer, const std::string& timestamp) {
      write_error(writer, message.error, timestamp);
    });
  }
  std::string operator()(const messages::JobWatchChanged&) const { return {}; }
  std::string operator()(const messages::InboxMessage&) const { return {}; }
  std::string operator()(const messages::Subscriptions&) const { return {}; }
  std::string operator()(const messages::ResyncRequired&) const { return {}; }
  std::string operator()(const messages::ReconnectAdvice&) const { return {}; }
};

}  // namespace

std::string DashboardDialect::encode(const messages::ServerMessage& message, Instant now) const {
  return std::visit(Encode{now}, message);
}

}  // namespace belfry
