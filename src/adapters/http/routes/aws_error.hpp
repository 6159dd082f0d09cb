#pragma once

#include "adapters/http/problem.hpp"
#include "adapters/http/response.hpp"
#include "adapters/sigv4/verifier.hpp"

#include <string_view>

/// Answers in the form from which AWS's SDKs make exceptions: the header `x-amzn-ErrorType` names the class, the body
/// is `{"message": ..}`.
namespace belfry::http {

Response aws_error(int status, std::string_view type, std::string_view message);

/// 403.
Response aws_error(sigv4::Refusal refusal);

/// What a use case answers: `gone`, `overloaded` ..
Response aws_error(const Error& error);

/// What is wrong with a request before its handler is asked; keeps the status.
Response aws_error(Fault fault);

}  // namespace belfry::http
