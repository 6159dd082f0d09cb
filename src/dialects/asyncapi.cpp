#include "dialects/asyncapi.hpp"

#include "dialects/asyncapi_client.hpp"
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
    "One JSON message per text frame, with the same envelope both ways. A reply carries the `id` of what it answers. "
    "Clients ignore types and members that they do not know. Times are Unix milliseconds.";

constexpr const char* kChannel = "notifications";

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

Schema envelope(const Message& message) {
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

/// A name as keys of `components` may be: `notificationAck`.
std::string key_of(std::string_view name) {
  std::string key;
  bool upper = false;
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

Schema in_components(std::string_view name) {
  return {{"$ref", fmt::format("#/components/messages/{}", key_of(name))}};
}
Schema in_channel(std::string_view name) {
  return {{"$ref", fmt::format("#/channels/{}/messages/{}", kChannel, key_of(name))}};
}
Schema channel() { return {{"$ref", fmt::format("#/channels/{}", kChannel)}}; }

Schema component(const Message& message) {
  return {{"name", message.name},
          {"title", message.name},
          {"summary", message.summary},
          {"contentType", "application/json"},
          {"correlationId", {{"location", "$message.payload#/id"}}},
          {"payload", envelope(message)},
          {"examples", {{{"payload", boost::json::parse(message.example)}}}}};
}

Schema operation(const Message& message) {
  // From the side of the server, as AsyncAPI 3 has it.
  Schema made{{"action", message.direction == Direction::from_client ? "receive" : "send"},
              {"channel", channel()},
              {"summary", message.summary},
              {"messages", boost::json::array{in_channel(message.name)}}};
  if (!message.replies.empty()) {
    boost::json::array replies;
    for (const std::string_view reply : message.replies) {
      replies.emplace_back(in_channel(reply));
    }
    made["reply"] = {{"channel", channel()}, {"messages", std::move(replies)}};
  }
  return made;
}

std::string operation_name(const Message& message) {
  return (message.direction == Direction::from_client ? "on_" : "send_") + key_of(message.name);
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
  return query;
}

Schema channel_item(const std::vector<Message>& messages) {
  Schema refs;
  for (const Message& message : messages) {
    refs[key_of(message.name)] = in_components(message.name);
  }
  Schema made;
  made["address"] = "/ws";
  made["title"] = "The notifications dialect";
  made["description"] =
      fmt::format("Also at /ws/notifications. Subprotocol `{}`, optional.", subprotocol_of(DialectKind::notifications));
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

std::vector<Message> every_message() {
  std::vector<Message> all = client_messages();
  for (Message& message : server_messages()) {
    all.push_back(std::move(message));
  }
  return all;
}

}  // namespace

std::string document(const About& about) {
  const std::vector<Message> messages = every_message();
  Schema components;
  Schema operations;
  for (const Message& message : messages) {
    components[key_of(message.name)] = component(message);
    operations[operation_name(message)] = operation(message);
  }
  Schema made;
  made["asyncapi"] = "3.0.0";
  made["info"] = {{"title", "Belfry"},
                  {"version", about.version},
                  {"description", kDescription},
                  {"license", {{"name", "Apache 2.0"}}}};
  made["defaultContentType"] = "application/json";
  made["servers"] = {{"belfry", server(about)}};
  made["channels"] = {{kChannel, channel_item(messages)}};
  made["operations"] = std::move(operations);
  made["components"] = {
      {"messages", std::move(components)}, {"schemas", wire::inbox_schemas()}, {"securitySchemes", security_schemes()}};
  made["x-max-message-bytes"] = about.max_message_bytes;
  return boost::json::serialize(made);
}

}  // namespace belfry::asyncapi
