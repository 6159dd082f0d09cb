#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace belfry {

/// What went wrong, in the vocabulary of the wire (docs/protocol.md, "Codes"). The edge maps a code to an HTTP status
/// (adapters/http/problem.hpp) or to an `error` message (dialects); both mappings are total.
enum class ErrorCode : std::uint8_t {
  invalid_message,
  unknown_type,
  unsupported_version,
  payload_too_large,
  rate_limited,
  unauthorized,
  forbidden,
  token_missing,
  token_invalid,
  token_expired,
  token_used,
  token_revoked,
  origin_not_allowed,
  in_app_disabled,
  too_many_connections,
  server_full,
  notification_not_found,
  forbidden_channel,
  invalid_channel,
  precondition_failed,
  job_not_found,
  job_terminal,
  job_cancelled,
  gone,
  delivery_error,
  validation_failed,
  idempotency_conflict,
  idempotency_in_progress,
  resync_required,
  overloaded,
  store_unavailable,
  draining,
  internal_error,
};

/// Every code, for tests that prove a mapping total.
inline constexpr int kErrorCodeCount = static_cast<int>(ErrorCode::internal_error) + 1;

/// The name on the wire, e.g. `NOTIFICATION_NOT_FOUND`.
std::string_view name_of(ErrorCode code);

/// The text a client may see when nothing more precise was said.
std::string_view default_message(ErrorCode code);

/// One fault in a request body: where (RFC 6901 pointer), what kind, and a sentence for people.
struct FieldError {
  std::string pointer;
  std::string code;
  std::string detail;
};

/// A failure as a value. `detail` may be shown to a client: no secret, no internal text. What only the log may know
/// goes into `log_detail`.
struct Error {
  ErrorCode code = ErrorCode::internal_error;
  std::string detail;
  std::string log_detail;
  std::vector<FieldError> fields;
  std::optional<std::uint32_t> retry_after_ms;

  explicit Error(ErrorCode c) : code(c), detail(default_message(c)) {}
  Error(ErrorCode c, std::string d) : code(c), detail(std::move(d)) {}

  /// An error whose cause is for the log only; the client gets the default message of the code.
  static Error logged(ErrorCode code, std::string log_detail);
  static Error validation(std::vector<FieldError> fields);
  static Error validation(std::string pointer, std::string code, std::string detail);
};

}  // namespace belfry
