#include "adapters/http/openapi/groups.hpp"
#include "adapters/http/openapi/parameters.hpp"
#include "domain/decisions.hpp"
#include "json/message.hpp"
#include "wire/publish_body.hpp"

#include <string>

namespace belfry::http::openapi {
namespace {

using json::reference;
using json::Schema;

/// The body's own declaration, and the types that this server knows.
Schema body_schema(const NotificationTypes& types) {
  Schema schema = wire::publish_body_schema();
  const std::vector<std::string> names = types.names();
  schema["properties"].as_object()["type"].as_object()["enum"] = boost::json::array(names.begin(), names.end());
  return schema;
}

Schema suppressed_schema() {
  std::vector<std::string_view> reasons;
  for (const Decision decision : kDecisions) {
    if (decision != Decision::deliver) {
      reasons.push_back(name_of(decision));
    }
  }
  Schema schema;
  json::put_member(schema, "userId", {{"type", "string"}});
  json::put_member(schema, "reason", json::choice(reasons));
  return schema;
}

Schema published_schema() {
  Schema schema;
  json::put_member(schema, "id", json::schema<Uuid>(json::UnknownMembers::ignore));
  json::put_member(
      schema, "accepted",
      {{"type", "integer"},
       {"minimum", 0},
       {"description",
        "Users whose inbox has it; of a channel its subscribers; 0 for an announcement, which nobody counts."}});
  json::put_member(schema, "suppressed", json::array_of(reference("Suppressed")));
  return schema;
}

}  // namespace

Group publish_group(const NotificationTypes& types) {
  Operation publish{
      .method = Method::post,
      .path = "/notifications",
      .id = "publishNotification",
      .tag = "publishing",
      .summary = "Publish to a user, to users, to a channel or to everybody",
      .description =
          "Answered when it is committed; delivery is not waited for. Exactly one target: `userId`, "
          "`userIds`, `audience` or, with none of these, `channel`.",
      .caller = Caller::service,
      .scope = Scope::publish,
      .parameters = {idempotency_key()},
      .body = RequestBody{.schema = reference("PublishBody"),
                          .example = R"({"userId":"ada","type":"upload_complete","title":"parts.csv is complete",
                            "body":"1,204 rows","actionUrl":"/uploads/17","data":{"rows":1204}})"},
      .answers = {{.status = 202,
                   .description = "Committed.",
                   .schema = reference("Published"),
                   .example = R"({"id":"01a1fb67-1bde-7d40-8a6b-0123456789ab","accepted":1,"suppressed":[]})",
                   .headers = {{"Idempotency-Replayed", "`true` when this is the answer to an earlier request."}}}},
      .errors = {ErrorCode::validation_failed, ErrorCode::payload_too_large, ErrorCode::idempotency_conflict,
                 ErrorCode::idempotency_in_progress, ErrorCode::overloaded, ErrorCode::store_unavailable}};
  return {
      .operations = {std::move(publish)},
      .schemas = {
          {"PublishBody", body_schema(types)}, {"Published", published_schema()}, {"Suppressed", suppressed_schema()}}};
}

}  // namespace belfry::http::openapi
