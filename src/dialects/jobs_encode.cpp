#include "dialects/jobs_dialect.hpp"

#include "base/iso8601.hpp"
#include "dialects/job_news.hpp"
#include "json/writer.hpp"
#include "wire/error_json.hpp"

#include <utility>
#include <variant>

namespace belfry {
namespace {

using json::Writer;

/// One message, its own members written by `write_members`.
template <class WriteMembers>
std::string message_of(std::string_view type, WriteMembers write_members) {
  Writer writer(384);
  writer.begin_object();
  writer.member("type", type);
  write_members(writer);
  writer.end_object();
  return writer.take();
}

struct Encode {
  Instant now;

  std::string operator()(const messages::Connected& connected) const {
    return message_of("connected", [&](Writer& writer) {
      writer.member("connection_id", connected.connection_id);
      write_timestamp(writer);
    });
  }
  std::string operator()(const messages::Pong&) const {
    return message_of("pong", [&](Writer& writer) { write_timestamp(writer); });
  }
  std::string operator()(const messages::JobMessage& message) const {
    return message_of(name_of(message.news), [&](Writer& writer) { job_news::write_members(writer, message, now); });
  }
  std::string operator()(const messages::JobWatchChanged& message) const {
    return message_of(type_of(message.change), [&](Writer& writer) {
      writer.member("job_id", message.job);
      write_timestamp(writer);
      write_correlation(writer, message.correlation_id);
    });
  }
  std::string operator()(const messages::ErrorMessage& message) const {
    return message_of("error", [&](Writer& writer) {
      if (!message.reply_to.empty()) {
        writer.member("job_id", message.reply_to);
      }
      writer.key("error");
      writer.begin_object();
      wire::write_error_members(writer, message.error);
      writer.end_object();
      write_timestamp(writer);
      write_correlation(writer, message.correlation_id);
    });
  }
  std::string operator()(const messages::NotificationMessage&) const { return {}; }
  std::string operator()(const messages::InboxMessage&) const { return {}; }
  std::string operator()(const messages::Subscriptions&) const { return {}; }
  std::string operator()(const messages::Broadcast&) const { return {}; }
  std::string operator()(const messages::ResyncRequired&) const { return {}; }
  std::string operator()(const messages::ReconnectAdvice&) const { return {}; }

 private:
  void write_timestamp(Writer& writer) const { writer.member("timestamp", format_iso8601(now)); }

  static void write_correlation(Writer& writer, const std::string& id) {
    if (!id.empty()) {
      writer.member("correlation_id", id);
    }
  }

  static std::string_view type_of(messages::JobWatch change) {
    switch (change) {
      case messages::JobWatch::subscribed: return "subscribed";
      case messages::JobWatch::unsubscribed: return "unsubscribed";
    }
    std::unreachable();
  }
};

}  // namespace

std::string JobsDialect::encode(const messages::ServerMessage& message, Instant now) const {
  return std::visit(Encode{now}, message);
}

}  // namespace belfry
