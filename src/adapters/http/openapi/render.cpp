#include "adapters/http/openapi/render.hpp"

#include "adapters/http/openapi/problems.hpp"

#include <boost/json/parse.hpp>

#include <fmt/format.h>

#include <string>
#include <utility>

namespace belfry::http::openapi {
namespace {

using json::Schema;

constexpr const char* kUserJwt = "userJwt";
constexpr const char* kServiceKey = "serviceKey";

std::string_view name_of(In in) {
  switch (in) {
    case In::path: return "path";
    case In::query: return "query";
    case In::header: return "header";
  }
  std::unreachable();
}

Schema parameter(const Parameter& parameter) {
  Schema made{{"name", parameter.name}, {"in", name_of(parameter.in)}, {"description", parameter.description}};
  if (parameter.required) {
    made["required"] = true;
  }
  made["schema"] = parameter.schema;
  return made;
}

Schema media_object(const Schema& schema, std::string_view example) {
  Schema made{{"schema", schema}};
  if (!example.empty()) {
    made["example"] = boost::json::parse(example);
  }
  return made;
}

Schema request_body(const RequestBody& body, Body kind) {
  Schema content;
  for (const std::string_view media : body.media) {
    content[media] = media_object(body.schema, body.example);
  }
  return {{"required", kind != Body::json_optional && kind != Body::any}, {"content", std::move(content)}};
}

Schema response(const Answer& answer) {
  Schema headers;
  for (const Header& header : answer.headers) {
    headers[header.name] = {{"description", header.description}, {"schema", {{"type", "string"}}}};
  }
  Schema made{{"description", answer.description}};
  if (!headers.empty()) {
    made["headers"] = std::move(headers);
  }
  if (!answer.schema.empty()) {
    made["content"] = {{answer.media, media_object(answer.schema, answer.example)}};
  }
  return made;
}

/// Where an answer and problems share a status, as `/readyz` at 503, both bodies stand under it.
Schema responses(const Operation& operation, Body body) {
  Schema all;
  for (const Answer& answer : operation.answers) {
    all[fmt::format("{}", answer.status)] = response(answer);
  }
  for (auto& member : problem_responses(operation, body)) {
    if (auto* both = all.if_contains(member.key())) {
      Schema& content = both->as_object()["content"].as_object();
      content["application/problem+json"] = member.value().at("content").at("application/problem+json");
    } else {
      all[member.key()] = std::move(member.value());
    }
  }
  return all;
}

boost::json::array by_service(const Operation& operation) {
  boost::json::array scopes;
  if (operation.scope) {
    scopes.emplace_back(name_of(*operation.scope));
  }
  return {{{kServiceKey, std::move(scopes)}}, {{kUserJwt, {kAdminJwtScope}}}};
}

boost::json::array security(const Operation& operation) {
  const boost::json::array nothing_more;
  switch (operation.caller) {
    case Caller::anyone: return {};
    case Caller::user: return {{{kUserJwt, nothing_more}}};
    case Caller::service: return by_service(operation);
    case Caller::user_or_service: {
      boost::json::array either = by_service(operation);
      either[1].as_object()[kUserJwt] = nothing_more;
      return either;
    }
    case Caller::handshake:
      return {{{"tokenInQuery", nothing_more}}, {{"tokenInSubprotocol", nothing_more}}, {{kUserJwt, nothing_more}}};
  }
  std::unreachable();
}

}  // namespace

json::Schema render(const Operation& operation, Body body) {
  Schema made{{"operationId", operation.id}, {"tags", {operation.tag}}, {"summary", operation.summary}};
  if (!operation.description.empty()) {
    made["description"] = operation.description;
  }
  made["security"] = security(operation);
  if (!operation.parameters.empty()) {
    boost::json::array parameters;
    for (const Parameter& one : operation.parameters) {
      parameters.emplace_back(parameter(one));
    }
    made["parameters"] = std::move(parameters);
  }
  if (operation.body) {
    made["requestBody"] = request_body(*operation.body, body);
  }
  made["responses"] = responses(operation, body);
  return made;
}

json::Schema security_schemes() {
  return {
      {kUserJwt, {{"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"}, {"description", "The user's JWT."}}},
      {kServiceKey,
       {{"type", "http"},
        {"scheme", "bearer"},
        {"description",
         "A service key; it needs the scope that is named. A user JWT with the scope "
         "`belfry:admin` counts as a key with all scopes."}}},
      {"tokenInQuery",
       {{"type", "apiKey"},
        {"in", "query"},
        {"name", "token"},
        {"description", "A connection token or user JWT, for clients that can give it no other way."}}},
      {"tokenInSubprotocol",
       {{"type", "apiKey"},
        {"in", "header"},
        {"name", "Sec-WebSocket-Protocol"},
        {"description", "The entry `bearer.<connection token or user JWT>` beside the dialect's name."}}}};
}

}  // namespace belfry::http::openapi
