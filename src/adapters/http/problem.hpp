#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "base/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace belfry::http {

/// What is wrong with a request before any use case sees it. These have codes of their own in the body.
enum class Fault : std::uint8_t {
  bad_request,             ///< 400: not HTTP, or a target that cannot be read
  malformed_json,          ///< 400
  not_found,               ///< 404: no such route
  method_not_allowed,      ///< 405: the answer also needs Allow
  request_timeout,         ///< 408
  payload_too_large,       ///< 413
  unsupported_media_type,  ///< 415
  upgrade_required,        ///< 426: a plain request on a WebSocket path
  headers_too_large,       ///< 431
  not_implemented,         ///< 501: the route needs a part that this server lacks
};
inline constexpr int kFaultCount = static_cast<int>(Fault::not_implemented) + 1;

/// Both mappings are total.
int status_of(ErrorCode code);
int status_of(Fault fault);
/// As in the body's `code`: `METHOD_NOT_ALLOWED`.
std::string_view name_of(Fault fault);

/// `application/problem+json` (RFC 9457) with `type title status detail code instance requestId errors?`. A 401 carries
/// `WWW-Authenticate`; 429, 503 and a request still running carry `Retry-After` in whole seconds, rounded up; 429 also
/// `RateLimit`. `log_detail` never gets out.
Response problem(const Error& error, const Request& request);
/// An empty detail is the fault's own sentence.
Response problem(Fault fault, const Request& request, std::string detail = {});

}  // namespace belfry::http
