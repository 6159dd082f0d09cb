#pragma once

#include "adapters/auth/jwt_issuer_settings.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "ports/authenticator.hpp"

#include <boost/json/object.hpp>

namespace belfry::auth {

/// The claims of a JWT whose signature holds, checked against one issuer's settings (product 1.2, RFC 7519
/// section 4.1): `iss`, audience, `token_use`, `exp` (required), `nbf`, `iat`, the user claim (1 to 255 bytes). Errors:
/// `token_expired`, `token_invalid`.
Result<Identity> check_claims(const boost::json::object& claims, const JwtIssuerSettings& issuer, Instant now,
                              JwtUse use);

}  // namespace belfry::auth
