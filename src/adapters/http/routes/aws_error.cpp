#include "adapters/http/routes/aws_error.hpp"

#include "json/writer.hpp"

#include <utility>

namespace belfry::http {
namespace {

std::string_view message_of(sigv4::Refusal refusal) {
  switch (refusal) {
    case sigv4::Refusal::missing_token: return "Missing Authentication Token";
    case sigv4::Refusal::incomplete_signature: return "The Authorization header is no complete AWS4-HMAC-SHA256 one";
    case sigv4::Refusal::unknown_key: return "The security token included in the request is invalid.";
    case sigv4::Refusal::out_of_date: return "Signature expired or not yet current: check the clock and try again.";
    case sigv4::Refusal::wrong_signature: return "The request signature does not match: check the secret access key.";
  }
  std::unreachable();
}

}  // namespace

Response aws_error(int status, std::string_view type, std::string_view message) {
  json::Writer writer(64 + message.size());
  writer.begin_object();
  writer.member("message", message);
  writer.end_object();
  return Response::json(status, writer.take()).with("x-amzn-ErrorType", std::string(type));
}

Response aws_error(sigv4::Refusal refusal) { return aws_error(403, name_of(refusal), message_of(refusal)); }

Response aws_error(const Error& error) {
  if (error.code == ErrorCode::gone) {
    return aws_error(410, "GoneException", "Gone");
  }
  if (error.code == ErrorCode::overloaded) {
    return aws_error(429, "LimitExceededException", "The client's buffer is full");
  }
  return aws_error(status_of(error.code), "InternalServerErrorException", error.detail);
}

Response aws_error(Fault fault) {
  if (fault == Fault::payload_too_large) {
    return aws_error(413, "PayloadTooLargeException", "A message has at most 131072 bytes");
  }
  return aws_error(status_of(fault), "BadRequestException", name_of(fault));
}

}  // namespace belfry::http
