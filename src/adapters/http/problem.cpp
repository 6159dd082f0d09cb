#include "adapters/http/problem.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace belfry::http {
namespace {

constexpr std::uint32_t kDefaultRetrySeconds = 1;
constexpr std::uint32_t kDefaultUnavailableSeconds = 5;

struct Body {
  int status = 500;
  std::string_view code;
  std::string_view detail;
  const std::vector<FieldError>* errors = nullptr;
};

std::string_view sentence_of(Fault fault) {
  switch (fault) {
    case Fault::bad_request: return "The request could not be read";
    case Fault::malformed_json: return "The body is not valid JSON";
    case Fault::not_found: return "No such route";
    case Fault::method_not_allowed: return "The route does not support this method";
    case Fault::request_timeout: return "The request did not arrive in time";
    case Fault::payload_too_large: return "The body is larger than the limit";
    case Fault::unsupported_media_type: return "The body must be application/json";
    case Fault::upgrade_required: return "This path speaks WebSocket";
    case Fault::headers_too_large: return "The header is larger than the limit";
    case Fault::not_implemented: return "This server lacks a part that the route needs";
  }
  std::unreachable();
}

/// A name that never changes and needs no web site behind it: `urn:belfry:problem:token-expired`.
std::string type_of(std::string_view code) {
  std::string type = "urn:belfry:problem:" + lower_case(code);
  std::ranges::replace(type, '_', '-');
  return type;
}

boost::json::array field_errors(const std::vector<FieldError>& errors) {
  boost::json::array all;
  for (const FieldError& error : errors) {
    all.push_back({{"pointer", error.pointer}, {"code", error.code}, {"detail", error.detail}});
  }
  return all;
}

Response render(const Body& body, const Request& request) {
  boost::json::object json;
  json["type"] = type_of(body.code);
  json["title"] = reason_phrase(body.status);
  json["status"] = body.status;
  json["detail"] = body.detail;
  json["code"] = body.code;
  json["instance"] = request.target.path;
  json["requestId"] = request.request_id;
  if (body.errors != nullptr && !body.errors->empty()) {
    json["errors"] = field_errors(*body.errors);
  }
  Response response{body.status, "application/problem+json", boost::json::serialize(json), {}};
  if (body.status == 401) {
    response.with("WWW-Authenticate", "Bearer");
  }
  return response;
}

std::optional<std::uint32_t> retry_after_seconds(const Error& error, int status) {
  if (status != 429 && status != 503 && error.code != ErrorCode::idempotency_in_progress) {
    return std::nullopt;
  }
  if (error.retry_after_ms) {
    return std::max<std::uint32_t>(1, *error.retry_after_ms / 1000 + (*error.retry_after_ms % 1000 != 0 ? 1 : 0));
  }
  return status == 503 ? kDefaultUnavailableSeconds : kDefaultRetrySeconds;
}

}  // namespace

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_message: return 400;
    case ErrorCode::unknown_type: return 400;
    case ErrorCode::unsupported_version: return 400;
    case ErrorCode::payload_too_large: return 413;
    case ErrorCode::rate_limited: return 429;
    case ErrorCode::unauthorized: return 401;
    case ErrorCode::forbidden: return 403;
    case ErrorCode::token_missing: return 401;
    case ErrorCode::token_invalid: return 401;
    case ErrorCode::token_expired: return 401;
    case ErrorCode::token_used: return 401;
    case ErrorCode::token_revoked: return 401;
    case ErrorCode::origin_not_allowed: return 403;
    case ErrorCode::in_app_disabled: return 403;
    case ErrorCode::forbidden_channel: return 403;
    case ErrorCode::invalid_channel: return 422;
    case ErrorCode::precondition_failed: return 412;
    case ErrorCode::too_many_connections: return 429;
    case ErrorCode::server_full: return 503;
    case ErrorCode::notification_not_found: return 404;
    case ErrorCode::job_not_found: return 404;
    case ErrorCode::job_terminal: return 409;
    case ErrorCode::job_cancelled: return 409;
    case ErrorCode::gone: return 410;
    case ErrorCode::delivery_error: return 500;
    case ErrorCode::validation_failed: return 422;
    case ErrorCode::idempotency_conflict: return 422;
    case ErrorCode::idempotency_in_progress: return 409;
    case ErrorCode::resync_required: return 410;
    case ErrorCode::overloaded: return 503;
    case ErrorCode::store_unavailable: return 503;
    case ErrorCode::draining: return 503;
    case ErrorCode::internal_error: return 500;
  }
  std::unreachable();
}

int status_of(Fault fault) {
  switch (fault) {
    case Fault::bad_request: return 400;
    case Fault::malformed_json: return 400;
    case Fault::not_found: return 404;
    case Fault::method_not_allowed: return 405;
    case Fault::request_timeout: return 408;
    case Fault::payload_too_large: return 413;
    case Fault::unsupported_media_type: return 415;
    case Fault::upgrade_required: return 426;
    case Fault::headers_too_large: return 431;
    case Fault::not_implemented: return 501;
  }
  std::unreachable();
}

std::string_view name_of(Fault fault) {
  switch (fault) {
    case Fault::bad_request: return "BAD_REQUEST";
    case Fault::malformed_json: return "MALFORMED_JSON";
    case Fault::not_found: return "NOT_FOUND";
    case Fault::method_not_allowed: return "METHOD_NOT_ALLOWED";
    case Fault::request_timeout: return "REQUEST_TIMEOUT";
    case Fault::payload_too_large: return "PAYLOAD_TOO_LARGE";
    case Fault::unsupported_media_type: return "UNSUPPORTED_MEDIA_TYPE";
    case Fault::upgrade_required: return "UPGRADE_REQUIRED";
    case Fault::headers_too_large: return "HEADERS_TOO_LARGE";
    case Fault::not_implemented: return "NOT_IMPLEMENTED";
  }
  std::unreachable();
}

Response problem(const Error& error, const Request& request) {
  const int status = status_of(error.code);
  Response response = render({status, belfry::name_of(error.code), error.detail, &error.fields}, request);
  if (const auto seconds = retry_after_seconds(error, status)) {
    response.with("Retry-After", fmt::format("{}", *seconds));
    if (status == 429) {
      // draft-ietf-httpapi-ratelimit-headers: nothing remains until then.
      response.with("RateLimit", fmt::format(R"("default";r=0;t={})", *seconds));
    }
  }
  return response;
}

Response problem(Fault fault, const Request& request, std::string detail) {
  return render({status_of(fault), name_of(fault), detail.empty() ? sentence_of(fault) : detail, nullptr}, request);
}

}  // namespace belfry::http
