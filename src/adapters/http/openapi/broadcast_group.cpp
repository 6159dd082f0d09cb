#include "adapters/http/openapi/groups.hpp"
#include "json/message.hpp"
#include "wire/broadcast_body.hpp"

namespace belfry::http::openapi {
namespace {

json::Schema tally_schema() {
  const json::Schema count = json::schema<std::uint64_t>(json::UnknownMembers::ignore);
  json::Schema schema;
  json::put_member(schema, "successCount", json::described(count, "Connections that got it, or have it queued."));
  json::put_member(schema, "failureCount", count);
  return schema;
}

}  // namespace

Group broadcast_group() {
  Operation broadcast{
      .method = Method::post,
      .path = "/broadcast",
      .id = "broadcast",
      .tag = "pushing",
      .summary = "Push to everybody, to a user or to one connection, without keeping it",
      .description =
          "Answered when each connection has taken it or has failed to. Broadcasts to all are limited, a key.",
      .caller = Caller::service,
      .scope = Scope::broadcast,
      .body = RequestBody{.schema = json::reference("BroadcastBody"),
                          .example = R"({"target":{"all":true},"message":{"type":"notification",
                            "data":{"title":"Hello","message":"To everybody"}}})"},
      .answers = {{.description = "How many connections it reached.",
                   .schema = json::reference("Tally"),
                   .example = R"({"successCount":3,"failureCount":0})"}},
      .errors = {ErrorCode::validation_failed, ErrorCode::rate_limited, ErrorCode::payload_too_large,
                 ErrorCode::overloaded}};
  return {.operations = {std::move(broadcast)},
          .schemas = {{"BroadcastBody", wire::broadcast_body_schema()}, {"Tally", tally_schema()}}};
}

}  // namespace belfry::http::openapi
