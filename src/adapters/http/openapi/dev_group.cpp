#include "adapters/http/openapi/groups.hpp"
#include "domain/publish_rules.hpp"

namespace belfry::http::openapi {
namespace {

Operation login() {
  json::Schema request;
  json::put_member(request, "userId", {{"type", "string"}, {"minLength", 1}, {"maxLength", limits::kUserIdBytes}});
  json::put_member(request, "scopes", json::array_of({{"type", "string"}}), json::Presence::optional);
  request["additionalProperties"] = false;
  json::Schema answer;
  json::put_member(answer, "token", {{"type", "string"}});
  return {.method = Method::post,
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
}

Operation import_file() {
  json::Schema answer;
  json::put_member(answer, "fileName", {{"type", "string"}});
  json::put_member(answer, "bytes", {{"type", "integer"}, {"minimum", 1}});
  return {
      .method = Method::post,
      .path = "/dev/import",
      .id = "devImport",
      .tag = "development",
      .summary = "Have a parts list imported, to see a job; only with --dev",
      .description =
          "The importer of `examples/parts-import` works on it and reports as any pipeline does: the user "
          "sees the job, and may cancel it. 501 where it was not built.",
      .caller = Caller::user,
      .parameters = {{.name = "fileName",
                      .in = In::query,
                      .description = "As the job shows it.",
                      .schema = {{"type", "string"}, {"default", "parts.csv"}, {"minLength", 1}, {"maxLength", 200}}}},
      .body = RequestBody{.schema = {{"type", "string"}},
                          .example = R"("part_number,description,quantity,unit_price\nP-1,Bolt,10,0.25\n")",
                          .media = {"text/csv"}},
      .answers = {{.status = 202,
                   .description = "The importer runs.",
                   .schema = std::move(answer),
                   .example = R"({"fileName":"parts.csv","bytes":64})"}},
      .errors = {ErrorCode::validation_failed, ErrorCode::overloaded, ErrorCode::draining},
      .faults = {Fault::unsupported_media_type, Fault::not_implemented}};
}

}  // namespace

Group dev_group() { return {.operations = {login(), import_file()}}; }

}  // namespace belfry::http::openapi
