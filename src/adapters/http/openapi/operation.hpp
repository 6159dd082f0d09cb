#pragma once

#include "adapters/http/method.hpp"
#include "adapters/http/problem.hpp"
#include "base/error.hpp"
#include "domain/scope.hpp"
#include "json/schema.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

/// One route as OpenAPI 3.1 tells it. What follows from the route itself (whether a body is needed, what is answered to
/// a request that is no HTTP, to a wrong media type ..) is not said here: the document adds it.
namespace belfry::http::openapi {

enum class Caller : std::uint8_t {
  anyone,
  user,             ///< by JWT
  service,          ///< by key with `Operation::scope`, or an administrator's JWT
  user_or_service,  ///< either
  handshake,        ///< by connection token or user JWT, in any of three ways
};

enum class In : std::uint8_t { path, query, header };

struct Parameter {
  std::string_view name;
  In in = In::query;
  std::string_view description;
  json::Schema schema;
  bool required = false;
};

/// JSON unless another media type is named.
struct RequestBody {
  json::Schema schema;
  std::string_view example;  ///< JSON text
  std::vector<std::string_view> media = {"application/json"};
};

struct Header {
  std::string_view name;
  std::string_view description;
};

/// An answer that is no problem.
struct Answer {
  int status = 200;
  std::string_view description;
  json::Schema schema = {};  ///< empty: no body
  std::string_view example = {};
  std::string_view media = "application/json";
  std::vector<Header> headers = {};
};

struct Operation {
  Method method = Method::get;
  std::string_view path;  ///< the router's pattern
  std::string_view id;
  std::string_view tag;
  std::string_view summary;
  std::string_view description = {};
  Caller caller = Caller::anyone;
  std::optional<Scope> scope = std::nullopt;
  std::vector<Parameter> parameters = {};
  std::optional<RequestBody> body = std::nullopt;
  std::vector<Answer> answers = {};
  std::vector<ErrorCode> errors = {};  ///< beyond those of the caller and of the route's body
  std::vector<Fault> faults = {};      ///< likewise
};

using Operations = std::vector<Operation>;

}  // namespace belfry::http::openapi
