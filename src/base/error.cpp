#include "base/error.hpp"

#include <utility>

namespace belfry {

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_message: return "INVALID_MESSAGE";
    case ErrorCode::unknown_type: return "UNKNOWN_TYPE";
    case ErrorCode::unsupported_version: return "UNSUPPORTED_VERSION";
    case ErrorCode::payload_too_large: return "PAYLOAD_TOO_LARGE";
    case ErrorCode::rate_limited: return "RATE_LIMITED";
    case ErrorCode::unauthorized: return "UNAUTHORIZED";
    case ErrorCode::forbidden: return "FORBIDDEN";
    case ErrorCode::token_missing: return "TOKEN_MISSING";
    case ErrorCode::token_invalid: return "TOKEN_INVALID";
    case ErrorCode::token_expired: return "TOKEN_EXPIRED";
    case ErrorCode::token_used: return "TOKEN_USED";
    case ErrorCode::token_revoked: return "TOKEN_REVOKED";
    case ErrorCode::origin_not_allowed: return "ORIGIN_NOT_ALLOWED";
    case ErrorCode::in_app_disabled: return "IN_APP_DISABLED";
    case ErrorCode::too_many_connections: return "TOO_MANY_CONNECTIONS";
    case ErrorCode::server_full: return "SERVER_FULL";
    case ErrorCode::notification_not_found: return "NOTIFICATION_NOT_FOUND";
    case ErrorCode::forbidden_channel: return "FORBIDDEN_CHANNEL";
    case ErrorCode::invalid_channel: return "INVALID_CHANNEL";
    case ErrorCode::precondition_failed: return "PRECONDITION_FAILED";
    case ErrorCode::job_not_found: return "JOB_NOT_FOUND";
    case ErrorCode::job_terminal: return "JOB_TERMINAL";
    case ErrorCode::job_cancelled: return "JOB_CANCELLED";
    case ErrorCode::gone: return "GONE";
    case ErrorCode::delivery_error: return "DELIVERY_ERROR";
    case ErrorCode::validation_failed: return "VALIDATION_FAILED";
    case ErrorCode::idempotency_conflict: return "IDEMPOTENCY_CONFLICT";
    case ErrorCode::idempotency_in_progress: return "IDEMPOTENCY_IN_PROGRESS";
    case ErrorCode::resync_required: return "RESYNC_REQUIRED";
    case ErrorCode::overloaded: return "OVERLOADED";
    case ErrorCode::store_unavailable: return "STORE_UNAVAILABLE";
    case ErrorCode::draining: return "DRAINING";
    case ErrorCode::internal_error: return "INTERNAL_ERROR";
  }
  std::unreachable();
}

std::string_view default_message(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_message: return "Invalid message format";
    case ErrorCode::unknown_type: return "Route not supported";
    case ErrorCode::unsupported_version: return "Version not supported";
    case ErrorCode::payload_too_large: return "Message too large";
    case ErrorCode::rate_limited: return "Too many requests";
    case ErrorCode::unauthorized: return "Unauthorized";
    case ErrorCode::forbidden: return "The credential lacks the scope for this";
    case ErrorCode::token_missing: return "Missing token";
    case ErrorCode::token_invalid: return "Invalid token";
    case ErrorCode::token_expired: return "Token expired";
    case ErrorCode::token_used: return "Token already used";
    case ErrorCode::token_revoked: return "Token revoked";
    case ErrorCode::origin_not_allowed: return "Origin not allowed";
    case ErrorCode::in_app_disabled: return "In-app notifications are switched off";
    case ErrorCode::too_many_connections: return "Too many connections";
    case ErrorCode::server_full: return "The server has no free connections";
    case ErrorCode::notification_not_found: return "Notification not found";
    case ErrorCode::forbidden_channel: return "The channel may not be subscribed to";
    case ErrorCode::invalid_channel: return "Not a channel name";
    case ErrorCode::precondition_failed: return "It has changed since it was read";
    case ErrorCode::job_not_found: return "Job not found";
    case ErrorCode::job_terminal: return "The job has ended";
    case ErrorCode::job_cancelled: return "The job was cancelled";
    case ErrorCode::gone: return "Connection removed";
    case ErrorCode::delivery_error: return "Failed to deliver message";
    case ErrorCode::validation_failed: return "Validation failed";
    case ErrorCode::idempotency_conflict: return "The idempotency key was used with another request";
    case ErrorCode::idempotency_in_progress: return "A request with this idempotency key is still running";
    case ErrorCode::resync_required: return "The position cannot be resumed; fetch the inbox";
    case ErrorCode::overloaded: return "The server is overloaded";
    case ErrorCode::store_unavailable: return "The store is unavailable";
    case ErrorCode::draining: return "The server is shutting down";
    case ErrorCode::internal_error: return "Internal server error";
  }
  std::unreachable();
}

Error Error::logged(ErrorCode code, std::string log_detail) {
  Error error(code);
  error.log_detail = std::move(log_detail);
  return error;
}

Error Error::validation(std::vector<FieldError> fields) {
  Error error(ErrorCode::validation_failed);
  error.fields = std::move(fields);
  return error;
}

Error Error::validation(std::string pointer, std::string code, std::string detail) {
  return validation({FieldError{std::move(pointer), std::move(code), std::move(detail)}});
}

}  // namespace belfry
