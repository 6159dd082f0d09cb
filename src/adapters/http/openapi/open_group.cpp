#include "adapters/http/openapi/groups.hpp"
#include "adapters/http/openapi/parameters.hpp"

#include <array>

namespace belfry::http::openapi {
namespace {

using json::put_member;
using json::Schema;

constexpr std::string_view kTag = "operating";
constexpr std::array<std::string_view, 3> kStates = {"ready", "draining", "unavailable"};
constexpr std::array<std::string_view, 2> kParts = {"ok", "failed"};

Schema health_schema() {
  Schema schema;
  put_member(schema, "status", json::constant("ok"));
  return schema;
}

Schema readiness_schema() {
  Schema schema;
  put_member(schema, "status", json::choice(kStates));
  put_member(schema, "store", json::choice(kParts));
  put_member(schema, "broker", json::choice(kParts));
  return schema;
}

Operation open(std::string_view path, std::string_view id, std::string_view summary, std::vector<Answer> answers) {
  return {
      .method = Method::get, .path = path, .id = id, .tag = kTag, .summary = summary, .answers = std::move(answers)};
}

Operation description(std::string_view path, std::string_view id, std::string_view summary) {
  Operation made = open(path, id, summary,
                        {{.description = "The document.",
                          .schema = {{"type", "object"}},
                          .headers = {entity_tag("Changes with the server's version and configuration."),
                                      {"Cache-Control", "`no-cache`: ask again, with the ETag"}}},
                         {.status = 304, .description = "The caller has it.", .headers = {entity_tag("As before.")}}});
  made.parameters = {if_none_match()};
  return made;
}

}  // namespace

Group open_group() {
  return {
      .operations = {open("/healthz", "health", "The process runs",
                          {{.description = "It does.", .schema = health_schema(), .example = R"({"status":"ok"})"}}),
                     open("/readyz", "readiness", "The server can do its work",
                          {{.description = "It can.",
                            .schema = json::reference("Readiness"),
                            .example = R"({"status":"ready","store":"ok","broker":"ok"})"},
                           {.status = 503,
                            .description = "The store cannot write, or a shutdown is under way.",
                            .schema = json::reference("Readiness"),
                            .example = R"({"status":"draining","store":"ok","broker":"ok"})"}}),
                     open("/metrics", "metrics", "Figures for Prometheus",
                          {{.description = "Prometheus text format 0.0.4.",
                            .schema = {{"type", "string"}},
                            .media = "text/plain"}}),
                     description("/openapi.json", "openapi", "This document"),
                     description("/asyncapi.json", "asyncapi", "What is spoken over sockets")},
      .schemas = {{"Readiness", readiness_schema()}}};
}

}  // namespace belfry::http::openapi
