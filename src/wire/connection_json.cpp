#include "wire/connection_json.hpp"

#include "base/iso8601.hpp"
#include "json/message.hpp"
#include "json/schema.hpp"
#include "json/writer.hpp"

namespace belfry::wire {
namespace {

void put_strings(json::Writer& writer, std::string_view name, std::span<const std::string> texts) {
  writer.key(name);
  writer.begin_array();
  for (const std::string& text : texts) {
    writer.string(text);
  }
  writer.end_array();
}

void put_connection(json::Writer& writer, const ConnectionView& connection) {
  writer.begin_object();
  writer.member("connectionId", connection.connection_id);
  writer.member("userId", connection.user_id);
  writer.member("tokenId", connection.token_id);
  writer.member("connectedAt", format_iso8601(connection.connected_at));
  writer.member("lastPingAt", format_iso8601(connection.last_ping_at));
  writer.member("lastActiveAt", format_iso8601(connection.last_active_at));
  put_strings(writer, "subscriptions", connection.subscriptions);
  if (!connection.user_agent.empty()) {
    writer.member("userAgent", connection.user_agent);
  }
  writer.member("sourceIp", connection.source_ip);
  writer.member("dialect", name_of(connection.dialect));
  writer.member("nodeId", connection.node_id);
  writer.member("expiresAt", format_iso8601(connection.expires_at));
  writer.key("metadata");
  writer.begin_object();
  writer.end_object();
  writer.end_object();
}

}  // namespace

std::string connection_body(const ConnectionView& connection) {
  json::Writer writer(512);
  put_connection(writer, connection);
  return writer.take();
}

std::string connections_body(std::span<const ConnectionView> connections, std::string_view next_cursor) {
  json::Writer writer(64 + 512 * connections.size());
  writer.begin_object();
  writer.key("items");
  writer.begin_array();
  for (const ConnectionView& connection : connections) {
    put_connection(writer, connection);
  }
  writer.end_array();
  if (!next_cursor.empty()) {
    writer.member("nextCursor", next_cursor);
  }
  writer.end_object();
  return writer.take();
}

std::string get_connection_body(const ConnectionView& connection) {
  json::Writer writer;
  writer.begin_object();
  writer.key("identity");
  writer.begin_object();
  writer.member("sourceIp", connection.source_ip);
  writer.key("userAgent");
  if (connection.user_agent.empty()) {
    writer.null();
  } else {
    writer.string(connection.user_agent);
  }
  writer.end_object();
  writer.member("connectedAt", format_iso8601(connection.connected_at));
  writer.member("lastActiveAt", format_iso8601(connection.last_active_at));
  writer.end_object();
  return writer.take();
}

boost::json::object connection_schema() {
  using json::Presence;
  using json::put_member;
  const auto text = [] {
    return json::schema<std::string>(json::UnknownMembers::ignore);
  };
  const auto time = [&] {
    return json::schema<json::IsoTime>(json::UnknownMembers::ignore);
  };
  std::vector<std::string_view> dialects;
  for (const DialectKind kind : kDialectKinds) {
    dialects.push_back(name_of(kind));
  }
  json::Schema schema;
  put_member(schema, "connectionId", json::text_like("^conn_[0-9]+_[0-9a-z]+$"));
  put_member(schema, "userId", text());
  put_member(schema, "tokenId",
             json::described(json::schema<Uuid>(json::UnknownMembers::ignore),
                             "Of the connection token; absent when a user JWT opened it."),
             Presence::optional);
  put_member(schema, "connectedAt", time());
  put_member(schema, "lastPingAt", json::described(time(), "The last ping or pong frame."));
  put_member(schema, "lastActiveAt", json::described(time(), "The last message."));
  put_member(schema, "subscriptions", json::described(json::array_of(text()), "Of the user, on every connection."));
  put_member(schema, "userAgent", text(), Presence::optional);
  put_member(schema, "sourceIp", text());
  put_member(schema, "dialect", json::choice(dialects));
  put_member(schema, "nodeId", text());
  put_member(schema, "expiresAt", json::described(time(), "End of the token or of the lifetime, whichever is first."));
  json::Schema metadata = {{"type", "object"}};
  put_member(schema, "metadata", json::described(std::move(metadata), "Empty."));
  return schema;
}

}  // namespace belfry::wire
