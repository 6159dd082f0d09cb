#include "dialects/asyncapi.hpp"

#include "dialects/asyncapi_client.hpp"
#include "dialects/asyncapi_dashboard.hpp"
#include "dialects/asyncapi_jobs.hpp"
#include "dialects/asyncapi_server.hpp"
#include "domain/dialect_kind.hpp"
#include "json/message.hpp"
#include "json/schema.hpp"
#include "ports/socket.hpp"
#include "wire/inbox_schema.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

namespace belfry::asyncapi {
namespace {

using json::Presence;
using json::put_member;
using json::Schema;

constexpr std::string_view kDescription =
    "One JSON message per text frame, in the form of the connection's dialect: a channel each for the three, chosen by "
    "path or subprotocol. Clients ignore types and members that they do not know.";

/// One dialect, as a channel of the document.
struct Spoken {
  const char* name;
  const char* address;
  const char* title;
  std::string description;
  std::vector<Message> messages;
  Schema (*envelope)(const Message& message);
  const char* prefix;       ///< of its messages among those of all dialects
  const char* correlation;  ///< where a reply names what it answers; null: nowhere
};

struct CloseMeaning {
  CloseCode code;
  std::string_view meaning;
  bool come_back;
};
constexpr std::array kCloseCodes = {
    CloseMeaning{CloseCode::going_away, "The server shuts down; `reconnect` said when to come back.", true},
    CloseMeaning{CloseCode::protocol_error, "Broken framing.", false},
    CloseMeaning{CloseCode::invalid_payload, "Not UTF-8.", false},
    CloseMeaning{CloseCode::too_big, "A message over the limit.", false},
    CloseMeaning{CloseCode::internal_error, "Internal error.", true},
    CloseMeaning{CloseCode::try_again_later, "Try again later.", true},
    CloseMeaning{CloseCode::token_expired, "The credential ended; come back with a new one.", true},
    CloseMeaning{CloseCode::heartbeat_timeout, "Nothing was heard for too long.", true},
    CloseMeaning{CloseCode::lifetime_reached, "The connection's life is over.", true},
    CloseMeaning{CloseCode::slow_consumer, "Too much waits unsent; come back with the cursor.", true},
    CloseMeaning{CloseCode::rate_limited, "Too many messages.", true},
    CloseMeaning{CloseCode::resume_failed, "The store failed while catching up.", true},
    CloseMeaning{CloseCode::unauthorized, "Unauthorized or revoked.", false},
    CloseMeaning{CloseCode::in_app_disabled, "The user switched in-app notifications off.", false},
    CloseMeaning{CloseCode::replaced, "Replaced by a newer connection.", false},
    CloseMeaning{CloseCode::disconnected_by_application, "Disconnected by the application.", false},
};

boost::json::array close_codes() {
  boost::json::array codes;
  for (const CloseMeaning& close : kCloseCodes) {
    codes.push_back(
        {{"code", std::to_underlying(close.code)}, {"meaning", close.meaning}, {"reconnect", close.come_back}});
  }
  return codes;
}

Schema notifications_envelope(const Message& message) {
  const bool from_client = message.direction == Direction::from_client;
  Schema schema;
  put_member(schema, "id", json::schema<Uuid>(json::UnknownMembers::ignore));
  put_member(schema, "type", json::constant(message.name));
  put_member(schema, "timestamp", from_client ? Schema{{"type", "number"}} : Schema{{"type", "integer"}},
             from_client ? Presence::optional : Presence::required);
  // Only a client's empty payload may be left out.
  const bool needed = !from_client || message.payload.contains("properties");
  put_member(schema, "payload", message.payload, needed ? Presence::required : Presence::optional);
  return schema;
}

Schema dashboard_envelope(const Message& message) {
  const bool from_client = message.direction == Direction::from_client;
  const Presence optional_of_clients = from_client ? Presence::optional : Presence::required;
  Schema schema;
  put_member(schema, "type", json::constant(message.name));
  put_member(schema, "version", json::constant("1.0"), optional_of_clients);
  put_member(schema, "data", message.payload, Presence::required);
  put_member(schema, "timestamp", json::schema<json::IsoTime>(json::UnknownMembers::ignore), optional_of_clients);
  return schema;
}

Schema jobs_envelope(const Message& message) {
  Schema schema = message.payload;
  put_member(schema, "type", json::constant(message.name));
  return schema;
}

/// A name as keys of `components` may be: `notificationAck`, `dashboardPing`.
std::string key_of(std::string_view name, std::string_view prefix) {
  std::string key(prefix);
  bool upper = !prefix.empty();
  for (const char c : name) {
    if (c == ':' || c == '_') {
      upper = true;
      continue;
    }
    key += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return key;
}

std::string key_of(const Message& message, const Spoken& spoken) { return key_of(message.name, spoken.prefix); }

Schema in_channel(const Spoken& spoken, std::string_view name) {
  return {{"$ref", fmt::format("#/channels/{}/messages/{}", spoken.name, key_of(name, spoken.prefix))}};
}
Schema channel(const Spoken& spoken) { return {{"$ref", fmt::format("#/channels/{}", spoken.name)}}; }

Schema component(const Message& message, const Spoken& spoken) {
  Schema made{{"name", message.name},
              {"title", message.name},
              {"summary", message.summary},
              {"contentType", "application/json"},
              {"payload", spoken.envelope(message)},
              {"examples", {{{"payload", boost::json::parse(message.example)}}}}};
  if (spoken.correlation != nullptr) {
    made["correlationId"] = {{"location", spoken.correlation}};
  }
  return made;
}

Schema operation(const Message& message, const Spoken& spoken) {
  // From the side of the server, as AsyncAPI 3 has it.
  Schema made{{"action", message.direction == Direction::from_client ? "receive" : "send"},
              {"channel", channel(spoken)},
              {"summary", message.summary},
              {"messages", boost::json::array{in_channel(spoken, message.name)}}};
  if (!message.replies.empty()) {
    boost::json::array replies;
    for (const std::string_view reply : message.replies) {
      replies.emplace_back(in_channel(spoken, reply));
    }
    made["reply"] = {{"channel", channel(spoken)}, {"messages", std::move(replies)}};
  }
  return made;
}

std::string operation_name(const Message& message, const Spoken& spoken) {
  return (message.direction == Direction::from_client ? "on_" : "send_") + key_of(message, spoken);
}

/// The members of the handshake's query string.
Schema query_schema() {
  Schema query;
  put_member(query, "token", json::described({{"type", "string"}}, "The credential, if it comes no other way."),
             Presence::optional);
  put_member(query, "since", json::described(json::reference("Cursor"), "Resume after this position."),
             Presence::optional);
  put_member(query, "ack", json::described({{"type", "string"}, {"enum", {"0", "1"}}}, "1: this client acknowledges."),
             Presence::optional);
  put_member(query, "job_id", json::described({{"type", "string"}}, "In the jobs dialect: the job to follow, or `*`."),
             Presence::optional);
  return query;
}

Schema channel_item(const Spoken& spoken) {
  Schema refs;
  for (const Message& message : spoken.messages) {
    const std::string key = key_of(message, spoken);
    refs[key] = {{"$ref", fmt::format("#/components/messages/{}", key)}};
  }
  Schema made;
  made["address"] = spoken.address;
  made["title"] = spoken.title;
  made["description"] = spoken.description;
  made["messages"] = std::move(refs);
  made["bindings"] = {{"ws", {{"method", "GET"}, {"query", query_schema()}, {"bindingVersion", "0.1.0"}}}};
  made["x-close-codes"] = close_codes();
  return made;
}

Schema security_schemes() {
  return {{"tokenInQuery", {{"type", "httpApiKey"}, {"in", "query"}, {"name", "token"}}},
          {"tokenInSubprotocol",
           {{"type", "httpApiKey"},
            {"in", "header"},
            {"name", "Sec-WebSocket-Protocol"},
            {"description", "The entry `bearer.<connection token or user JWT>`."}}},
          {"bearer", {{"type", "http"}, {"scheme", "bearer"}}}};
}

Schema server(const About& about) {
  const std::string& url = about.socket_url;
  const std::size_t scheme = url.find("://");
  const std::size_t host = scheme == std::string::npos ? 0 : scheme + 3;
  const std::size_t end = url.find('/', host);
  Schema made;
  made["host"] = url.substr(host, end == std::string::npos ? end : end - host);
  made["protocol"] = url.substr(0, scheme == std::string::npos ? 0 : scheme);
  made["security"] = {{{"$ref", "#/components/securitySchemes/tokenInSubprotocol"}},
                      {{"$ref", "#/components/securitySchemes/tokenInQuery"}},
                      {{"$ref", "#/components/securitySchemes/bearer"}}};
  return made;
}

std::vector<Message> notifications_messages() {
  std::vector<Message> all = client_messages();
  for (Message& message : server_messages()) {
    all.push_back(std::move(message));
  }
  return all;
}

std::vector<Spoken> every_dialect() {
  return {{.name = "notifications",
           .address = "/ws",
           .title = "The notifications dialect",
           .description = fmt::format("Also at /ws/notifications. Subprotocol `{}`, optional. Times are Unix "
                                      "milliseconds. A reply carries the `id` of what it answers.",
                                      subprotocol_of(DialectKind::notifications)),
           .messages = notifications_messages(),
           .envelope = &notifications_envelope,
           .prefix = "",
           .correlation = "$message.payload#/id"},
          {.name = "dashboard",
           .address = "/ws/dashboard",
           .title = "The dashboard dialect",
           .description = fmt::format("Subprotocol `{}`, optional. Times are ISO 8601, in UTC.",
                                      subprotocol_of(DialectKind::dashboard)),
           .messages = dashboard_messages(),
           .envelope = &dashboard_envelope,
           .prefix = "dashboard",
           .correlation = nullptr},
          {.name = "jobs",
           .address = "/ws/jobs",
           .title = "The jobs dialect",
           .description = fmt::format("Subprotocol `{}`, optional. Times are ISO 8601, in UTC. `?job_id=` follows a "
                                      "job, or with `*` all of the user's, from the start.",
                                      subprotocol_of(DialectKind::jobs)),
           .messages = jobs_messages(),
           .envelope = &jobs_envelope,
           .prefix = "jobs",
           .correlation = nullptr}};
}

}  // namespace

std::string document(const About& about) {
  Schema components;
  Schema operations;
  Schema channels;
  for (const Spoken& spoken : every_dialect()) {
    channels[spoken.name] = channel_item(spoken);
    for (const Message& message : spoken.messages) {
      components[key_of(message, spoken)] = component(message, spoken);
      operations[operation_name(message, spoken)] = operation(message, spoken);
    }
  }
  Schema made;
  made["asyncapi"] = "3.0.0";
  made["info"] = {{"title", "Belfry"},
                  {"version", about.version},
                  {"description", kDescription},
                  {"license", {{"name", "Apache 2.0"}}}};
  made["defaultContentType"] = "application/json";
  made["servers"] = {{"belfry", server(about)}};
  made["channels"] = std::move(channels);
  made["operations"] = std::move(operations);
  made["components"] = {
      {"messages", std::move(components)}, {"schemas", wire::inbox_schemas()}, {"securitySchemes", security_schemes()}};
  made["x-max-message-bytes"] = about.max_message_bytes;
  return boost::json::serialize(made);
}

}  // namespace belfry::asyncapi
