#pragma once

#include "adapters/http/openapi/operation.hpp"
#include "adapters/http/router.hpp"

/// The problem bodies of an operation, by status.
namespace belfry::http::openapi {

/// Everything that may go wrong with a request to the route, as OpenAPI's `responses`: the operation's own errors,
/// those of its caller's credential, those of its kind of body, and those that any request can have.
json::Schema problem_responses(const Operation& operation, Body body);

/// The schema of every problem (adapters/http/problem.hpp), with every code there is.
json::Schema problem_schema();

}  // namespace belfry::http::openapi
