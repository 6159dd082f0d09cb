#include "dialects/asyncapi_server.hpp"

#include "base/error.hpp"
#include "dialects/job_news.hpp"
#include "domain/ids.hpp"
#include "json/message.hpp"
#include "wire/error_json.hpp"
#include "wire/inbox_schema.hpp"

#include <array>
#include <string>

namespace belfry::asyncapi {
namespace {

using json::described;
using json::Presence;
using json::put_member;
using json::reference;
using json::Schema;

constexpr std::array<std::string_view, 3> kReconnectReasons = {"SERVER_SHUTDOWN", "LIFETIME_REACHED", "RESUME_FAILED"};

/// What a client's message may be answered with, and what ends a connection.
constexpr std::array kErrors = {
    ErrorCode::invalid_message, ErrorCode::unknown_type,      ErrorCode::payload_too_large,
    ErrorCode::rate_limited,    ErrorCode::token_expired,     ErrorCode::forbidden_channel,
    ErrorCode::invalid_channel, ErrorCode::validation_failed, ErrorCode::notification_not_found,
    ErrorCode::resync_required, ErrorCode::overloaded,        ErrorCode::store_unavailable,
    ErrorCode::internal_error,
};

template <class T>
Schema of() {
  return json::schema<T>(json::UnknownMembers::ignore);
}

Schema connected() {
  Schema schema;
  put_member(schema, "connectionId", of<std::string>());
  put_member(schema, "userId", of<std::string>());
  wire::put_state_members(schema);
  const Schema channels = wire::channels_schema();
  put_member(schema, "channels", channels.at("properties").at("channels").as_object());
  put_member(schema, "heartbeatSeconds", of<std::uint32_t>());
  put_member(schema, "maxMessageBytes", of<std::uint64_t>());
  put_member(schema, "expiresAt", described(of<Instant>(), "When the server will close the connection."));
  return schema;
}

void put_flags(Schema& schema) {
  put_member(schema, "replayed", described({{"const", true}}, "A repeat: told from others by its id."),
             Presence::optional);
  put_member(schema, "silent", described({{"const", true}}, "Quiet hours: counted and listed, no toast, no sound."),
             Presence::optional);
}

Schema personal_notification() {
  Schema schema = wire::content_schema();
  put_member(schema, "rev", of<Rev>());
  put_member(schema, "unread", of<std::uint64_t>());
  put_member(schema, "cursor", reference("Cursor"));
  put_member(schema, "replaces", described(of<Uuid>(), "The unread one with the same collapse key that it replaces."),
             Presence::optional);
  put_flags(schema);
  return described(std::move(schema), "One of the user's own.");
}

Schema announcement() {
  Schema schema = wire::content_schema();
  put_member(schema, "announcement", of<AnnouncementNumber>());
  put_flags(schema);
  return described(std::move(schema), "For everybody: one frame, so it carries no counts. The client adds one.");
}

Schema inbox() {
  Schema schema;
  wire::put_state_members(schema);
  put_member(schema, "changes", json::array_of(reference("Change")));
  return schema;
}

Schema job() {
  std::vector<Schema> every;
  for (const messages::JobNews news : messages::kJobNews) {
    every.push_back(job_news::schema(news, "event"));
  }
  return json::one_of(std::move(every));
}

Schema message() {
  Schema schema;
  put_member(schema, "type", described(of<std::string>(), "What the service called it."));
  put_member(schema, "data", {{"type", "object"}});
  return schema;
}

Schema resync_required() {
  Schema schema;
  put_member(schema, "rev", described(of<Rev>(), "Fetch the inbox over HTTP, and go on from this rev."));
  return schema;
}

Schema reconnect() {
  Schema schema;
  put_member(schema, "retryAfterMs", of<std::uint32_t>());
  put_member(schema, "reason", json::choice(kReconnectReasons));
  return schema;
}

std::vector<Message> replies() {
  return {
      from_server(
          "pong", "The answer to a ping.", {{"type", "object"}},
          R"({"id":"4f0c1b2a-0000-4000-8000-000000000001","type":"pong","timestamp":1795219200124,"payload":{}})"),
      from_server("subscribed", "All of the user's channels now.", wire::channels_schema(),
                  R"({"id":"4f0c1b2a-0000-4000-8000-000000000002","type":"subscribed","timestamp":1795219200124,
                      "payload":{"channels":["team:7"]}})"),
      from_server("unsubscribed", "All of the user's channels now.", wire::channels_schema(),
                  R"({"id":"4f0c1b2a-0000-4000-8000-000000000003","type":"unsubscribed","timestamp":1795219200124,
                      "payload":{"channels":[]}})"),
      from_server("job", "News of one of the user's jobs; its members are those of the jobs dialect.", job(),
                  R"({"id":"01a1fb67-1bde-7d40-8a6b-000000000005","type":"job","timestamp":1795219202600,
                      "payload":{"event":"progress_update","job_id":"job_20260125_k3v9","stage":"store",
                      "progress":62.5,"stage_progress":25,"message":"Row 301 of 1204",
                      "estimated_seconds_remaining":7.5,"current_row":301,"total_rows":1204,
                      "timestamp":"2026-01-25T12:00:00.000Z"}})"),
      from_server("message", "A broadcast, as the service said it; kept nowhere.", message(),
                  R"({"id":"01a1fb67-1bde-7d40-8a6b-000000000003","type":"message","timestamp":1795219202500,
                      "payload":{"type":"notification","data":{"title":"Deployed","level":"info"}}})"),
      from_server("error", "A message was refused, or something ends.", wire::error_schema(kErrors),
                  R"({"id":"4f0c1b2a-0000-4000-8000-000000000007","type":"error","timestamp":1795219203000,
                      "payload":{"code":"INVALID_MESSAGE","message":"Invalid message format",
                      "details":[{"pointer":"/payload/upTo","code":"pattern","detail":"must be a cursor or a rev"}]}})"),
  };
}

}  // namespace

std::vector<Message> server_messages() {
  std::vector<Message> all = {
      from_server("connected", "Always the first message.", connected(),
                  R"({"id":"01a1fb67-1bde-7d40-8a6b-000000000001","type":"connected","timestamp":1795219200123,
                      "payload":{"connectionId":"conn_1795219200123_k3v9","userId":"ada","rev":42,"unread":3,"unseen":2,
                      "cursor":"1a2b3c4d.42.5","channels":["team:7"],"heartbeatSeconds":30,"maxMessageBytes":131072,
                      "expiresAt":1795226400123}})"),
      from_server("notification", "A notification, new or repeated.",
                  json::one_of({personal_notification(), announcement()}),
                  R"({"id":"01a1fb67-1bde-7d40-8a6b-0123456789ab","type":"notification","timestamp":1795219201000,
                      "payload":{"id":"01a1fb67-1bde-7d40-8a6b-0123456789ab","type":"upload_complete",
                      "title":"parts.csv is complete","createdAt":1795219200990,"rev":43,"unread":4,
                      "cursor":"1a2b3c4d.43.5"}})"),
      from_server("inbox", "Everything else that changed; as a reply also without changes.", inbox(),
                  R"({"id":"01a1fb67-1bde-7d40-8a6b-000000000002","type":"inbox","timestamp":1795219202000,
                      "payload":{"rev":44,"unread":3,"unseen":2,"cursor":"1a2b3c4d.44.5","changes":[{"rev":44,
                      "at":1795219201998,"op":"read","notificationId":"01a1fb67-1bde-7d40-8a6b-0123456789ab"}]}})"),
      from_server("resync_required", "The position cannot be resumed.", resync_required(),
                  R"({"id":"01a1fb67-1bde-7d40-8a6b-000000000003","type":"resync_required",
                      "timestamp":1795219200130,"payload":{"rev":1204}})"),
      from_server("reconnect", "Come back after the delay; a close follows.", reconnect(),
                  R"({"id":"01a1fb67-1bde-7d40-8a6b-000000000004","type":"reconnect","timestamp":1795226400000,
                      "payload":{"retryAfterMs":1830,"reason":"SERVER_SHUTDOWN"}})"),
  };
  for (Message& reply : replies()) {
    all.push_back(std::move(reply));
  }
  return all;
}

}  // namespace belfry::asyncapi
