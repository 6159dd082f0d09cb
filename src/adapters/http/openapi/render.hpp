#pragma once

#include "adapters/http/openapi/operation.hpp"
#include "adapters/http/router.hpp"

/// One operation as OpenAPI's Operation Object.
namespace belfry::http::openapi {

/// `body` is what the route takes.
json::Schema render(const Operation& operation, Body body);

/// `components.securitySchemes`.
json::Schema security_schemes();

}  // namespace belfry::http::openapi
