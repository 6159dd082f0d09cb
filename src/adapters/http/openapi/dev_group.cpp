#include "adapters/http/openapi/groups.hpp"
#include "domain/publish_rules.hpp"

namespace belfry::http::openapi {

Group dev_group() {
  json::Schema request;
  json::put_member(request, "userId", {{"type", "string"}, {"minLength", 1}, {"maxLength", limits::kUserIdBytes}});
  json::put_member(request, "scopes", json::array_of({{"type", "string"}}), json::Presence::optional);
  request["additionalProperties"] = false;
  json::Schema answer;
  json::put_member(answer, "token", {{"type", "string"}});
  Operation login{
      .method = Method::post,
      .path = "/dev/login",
      .id = "devLogin",
      .tag = "development",
      .summary = "Sign in as anybody; only with --dev",
      .body = RequestBody{.schema = std::move(request), .example = R"({"userId":"ada","scopes":["belfry:admin"]})"},
      .answers = {{.description = "A user JWT, good for 12 h.",
                   .schema = std::move(answer),
                   .example = R"({"token":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.pZ9"})",
                   .headers = {{"Cache-Control", "`no-store`"}}}},
      .errors = {ErrorCode::validation_failed}};
  return {.operations = {std::move(login)}};
}

}  // namespace belfry::http::openapi
