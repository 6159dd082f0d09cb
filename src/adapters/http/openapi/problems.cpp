#include "adapters/http/openapi/problems.hpp"

#include "adapters/http/problem.hpp"
#include "json/message.hpp"

#include <boost/describe.hpp>

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <string>

namespace belfry::http::openapi {
namespace {

using json::Schema;

/// RFC 9457 with our own members.
struct Problem {
  std::string type;
  std::string title;
  std::int32_t status = 0;
  std::string detail;
  std::string code;
  std::string instance;
  std::string request_id;
  std::optional<std::vector<json::RawObject>> errors;
};
BOOST_DESCRIBE_STRUCT(Problem, (), (type, title, status, detail, code, instance, request_id, errors))

using CodesByStatus = std::map<int, std::set<std::string_view>>;

void add(CodesByStatus& codes, std::initializer_list<ErrorCode> errors) {
  for (const ErrorCode error : errors) {
    codes[status_of(error)].insert(belfry::name_of(error));
  }
}

void add(CodesByStatus& codes, std::initializer_list<Fault> faults) {
  for (const Fault fault : faults) {
    codes[status_of(fault)].insert(name_of(fault));
  }
}

/// A JWT may need its issuer's keys, which may not be had.
void add_of_caller(CodesByStatus& codes, Caller caller) {
  if (caller == Caller::anyone) {
    return;
  }
  add(codes, {ErrorCode::token_missing, ErrorCode::token_invalid, ErrorCode::token_expired, ErrorCode::overloaded,
              ErrorCode::store_unavailable});
  if (caller == Caller::service || caller == Caller::user_or_service) {
    add(codes, {ErrorCode::forbidden});
  }
}

void add_of_body(CodesByStatus& codes, Body body) {
  if (body == Body::none || body == Body::any) {
    return;
  }
  add(codes, {ErrorCode::invalid_message});
  add(codes, {Fault::unsupported_media_type});
  if (body != Body::json_optional) {
    add(codes, {Fault::malformed_json});  // an empty one
  }
}

CodesByStatus codes_of(const Operation& operation, Body body) {
  CodesByStatus codes;
  for (const ErrorCode error : operation.errors) {
    add(codes, {error});
  }
  for (const Fault fault : operation.faults) {
    add(codes, {fault});
  }
  add_of_caller(codes, operation.caller);
  add_of_body(codes, body);
  add(codes, {ErrorCode::internal_error, ErrorCode::server_full});
  add(codes, {Fault::bad_request, Fault::request_timeout, Fault::payload_too_large, Fault::headers_too_large});
  if (operation.caller == Caller::handshake) {
    add(codes, {Fault::upgrade_required});
  }
  return codes;
}

Schema header(std::string_view description) { return {{"description", description}, {"schema", {{"type", "string"}}}}; }

Schema headers_of(int status, const std::set<std::string_view>& codes) {
  Schema headers;
  if (status == 401) {
    headers["WWW-Authenticate"] = header("`Bearer`");
  }
  if (status == 429 || status == 503 || codes.contains(belfry::name_of(ErrorCode::idempotency_in_progress))) {
    headers["Retry-After"] = header("Seconds after which another attempt makes sense.");
  }
  if (status == 429) {
    headers["RateLimit"] = header("What is left of the limit, and when there will be more.");
  }
  return headers;
}

Schema response(int status, const std::set<std::string_view>& codes) {
  Schema schema;
  schema["allOf"] = {json::reference("Problem"),
                     {{"properties", {{"code", {{"enum", boost::json::array(codes.begin(), codes.end())}}}}}}};
  Schema made;
  made["description"] = fmt::format("{}: {}", reason_phrase(status), fmt::join(codes, ", "));
  if (Schema headers = headers_of(status, codes); !headers.empty()) {
    made["headers"] = std::move(headers);
  }
  made["content"] = {{"application/problem+json", {{"schema", std::move(schema)}}}};
  return made;
}

}  // namespace

json::Schema problem_responses(const Operation& operation, Body body) {
  Schema responses;
  for (const auto& [status, codes] : codes_of(operation, body)) {
    responses[fmt::format("{}", status)] = response(status, codes);
  }
  return responses;
}

json::Schema problem_schema() {
  std::set<std::string_view> codes;
  for (int i = 0; i < kErrorCodeCount; ++i) {
    codes.insert(belfry::name_of(static_cast<ErrorCode>(i)));
  }
  for (int i = 0; i < kFaultCount; ++i) {
    codes.insert(name_of(static_cast<Fault>(i)));
  }
  Schema schema = json::schema<Problem>(json::UnknownMembers::ignore);
  Schema& members = schema["properties"].as_object();
  members["code"] = json::choice(std::vector<std::string_view>(codes.begin(), codes.end()));
  members["errors"] = json::array_of(json::reference("FieldError"));
  schema["description"] = "RFC 9457. `code` is what programs look at.";
  return schema;
}

}  // namespace belfry::http::openapi
