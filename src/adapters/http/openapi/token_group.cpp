#include "adapters/http/openapi/groups.hpp"
#include "domain/publish_rules.hpp"
#include "json/message.hpp"
#include "wire/inbox_schema.hpp"

namespace belfry::http::openapi {
namespace {

using json::Presence;
using json::put_member;
using json::Schema;

constexpr std::string_view kTag = "tokens";

/// Of a user `{channels?}`, of a service `{userId, channels}`.
Schema request_schema() {
  Schema channels = wire::channels_schema()["properties"].as_object()["channels"].as_object();
  Schema user;
  put_member(user, "userId",
             json::described({{"type", "string"}, {"minLength", 1}, {"maxLength", limits::kUserIdBytes}},
                             "Of a service's request: whose token it is. A user's own request does not have it."),
             Presence::optional);
  put_member(
      user, "channels",
      json::described(std::move(channels), "What the connection may subscribe to; absent: what the rules allow."),
      Presence::optional);
  user["additionalProperties"] = false;
  return user;
}

Schema token_schema() {
  Schema schema;
  put_member(schema, "token", {{"type", "string"}});
  put_member(schema, "tokenId", json::schema<Uuid>(json::UnknownMembers::ignore));
  put_member(schema, "expiresAt", json::schema<Instant>(json::UnknownMembers::ignore));
  put_member(schema, "url", json::described({{"type", "string"}, {"format", "uri"}}, "Where it opens a connection."));
  return schema;
}

}  // namespace

Group token_group() {
  Operation issue{
      .method = Method::post,
      .path = "/ws/token",
      .id = "issueToken",
      .tag = kTag,
      .summary = "A token that opens one connection",
      .description =
          "Good once, for 60 s. A user asks for their own; a service, with its key and the scope "
          "`connections`, for any user, with the channels that the connection may subscribe to.",
      .caller = Caller::user_or_service,
      .scope = Scope::connections,
      .body = RequestBody{.schema = json::reference("TokenRequest"), .example = R"({"channels":["team:7"]})"},
      .answers = {{.status = 201,
                   .description = "The token. Nothing is kept of it.",
                   .schema = json::reference("Token"),
                   .example = R"({"token":"eyJ1c2VySWQiOiJhZGEifQ.pZ9","tokenId":"01a1fb67-1bde-7d40-8a6b-0123456789ab",
                     "expiresAt":1795219260000,"url":"wss://belfry.example/ws"})",
                   .headers = {{"Cache-Control", "`no-store`"}}}},
      .errors = {ErrorCode::in_app_disabled, ErrorCode::forbidden_channel, ErrorCode::invalid_channel,
                 ErrorCode::validation_failed, ErrorCode::rate_limited}};
  Operation revoke{.method = Method::delete_,
                   .path = "/ws/token",
                   .id = "revokeTokens",
                   .tag = kTag,
                   .summary = "Every unused token of the user is dead",
                   .caller = Caller::user,
                   .answers = {{.status = 204, .description = "Tokens issued until now open nothing any more."}},
                   .errors = {ErrorCode::overloaded, ErrorCode::store_unavailable}};
  return {.operations = {std::move(issue), std::move(revoke)},
          .schemas = {{"TokenRequest", request_schema()}, {"Token", token_schema()}}};
}

}  // namespace belfry::http::openapi
