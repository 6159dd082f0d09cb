#include "adapters/http/openapi/groups.hpp"
#include "adapters/http/openapi/parameters.hpp"
#include "json/message.hpp"
#include "wire/connection_json.hpp"

namespace belfry::http::openapi {
namespace {

constexpr std::string_view kRecord = R"({"connectionId":"conn_1795219200123_1xk8f0s2w7b3a","userId":"ada",
  "connectedAt":"2026-11-20T23:20:00.123Z","lastPingAt":"2026-11-20T23:20:30.004Z",
  "lastActiveAt":"2026-11-20T23:20:00.123Z","subscriptions":["team:9"],"userAgent":"Mozilla/5.0",
  "sourceIp":"203.0.113.7","dialect":"notifications","nodeId":"node_4f1c",
  "expiresAt":"2026-11-21T01:20:00.123Z","metadata":{}})";

Parameter connection_id() {
  return {.name = "id",
          .in = In::path,
          .description = "The connection's id.",
          .schema = {{"type", "string"}},
          .required = true};
}

Operation of_services(Method method, std::string_view path, std::string_view id, std::string_view summary) {
  return {.method = method,
          .path = path,
          .id = id,
          .tag = "connections",
          .summary = summary,
          .caller = Caller::service,
          .scope = Scope::connections};
}

Operation list() {
  Operation made = of_services(Method::get, "/connections", "listConnections", "Open connections, of all or of a user");
  Parameter user = user_id();
  user.name = "userId";
  user.in = In::query;
  user.required = false;
  made.parameters = {
      std::move(user), {.name = "cursor", .description = "A `nextCursor`.", .schema = {{"type", "string"}}}, limit()};
  made.answers = {
      {.description = "A page of them.", .schema = json::reference("Connections"), .example = R"({"items":[]})"}};
  made.errors = {ErrorCode::validation_failed, ErrorCode::overloaded, ErrorCode::store_unavailable};
  return made;
}

Operation show() {
  Operation made = of_services(Method::get, "/connections/{id}", "getConnection", "One open connection");
  made.parameters = {connection_id()};
  made.answers = {{.description = "Its record.", .schema = json::reference("Connection"), .example = kRecord}};
  made.errors = {ErrorCode::gone, ErrorCode::overloaded, ErrorCode::store_unavailable};
  return made;
}

Operation send() {
  Operation made = of_services(Method::post, "/connections/{id}", "sendToConnection", "Send a message to a connection");
  made.description =
      "The body is the message, byte by byte, whatever its media type: a text frame when it is UTF-8, else a binary "
      "one. 503 `OVERLOADED`: the connection read too slowly, had no room left, and is being closed.";
  made.parameters = {connection_id()};
  made.body = RequestBody{.schema = {{"type", "string"}}, .example = R"("any text")", .media = {"*/*"}};
  made.answers = {
      {.description = "Handed over to the socket, or queued for it.", .schema = {{"type", "object"}}, .example = "{}"}};
  made.errors = {ErrorCode::gone, ErrorCode::overloaded};
  return made;
}

Operation disconnect() {
  Operation made = of_services(Method::delete_, "/connections/{id}", "disconnect", "Close a connection");
  made.description = "Its client sees close 4503 `DISCONNECTED`, and stays away.";
  made.parameters = {connection_id()};
  made.answers = {{.status = 204, .description = "It is being closed."}};
  made.errors = {ErrorCode::gone};
  return made;
}

Operation disconnect_user() {
  Operation made = of_services(Method::delete_, "/users/{id}/connections", "disconnectUser", "Close those of a user");
  made.description = "Each of them sees close 4503 `DISCONNECTED`.";
  made.parameters = {user_id()};
  json::Schema answer;
  json::put_member(answer, "disconnected",
                   json::described(json::schema<std::uint64_t>(json::UnknownMembers::ignore), "How many."));
  made.answers = {
      {.description = "They are being closed.", .schema = std::move(answer), .example = R"({"disconnected":2})"}};
  made.errors = {ErrorCode::validation_failed};
  return made;
}

json::Schema page_schema() {
  json::Schema schema;
  json::put_member(schema, "items", json::array_of(json::reference("Connection")));
  json::put_member(schema, "nextCursor", json::described({{"type", "string"}}, "There is more: the `cursor` for it."),
                   json::Presence::optional);
  return schema;
}

}  // namespace

Group connection_group() {
  return {.operations = {list(), show(), send(), disconnect(), disconnect_user()},
          .schemas = {{"Connection", wire::connection_schema()}, {"Connections", page_schema()}}};
}

}  // namespace belfry::http::openapi
