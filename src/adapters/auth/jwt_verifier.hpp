#pragma once

#include "adapters/auth/jws.hpp"
#include "adapters/auth/jwt_issuer_settings.hpp"
#include "adapters/auth/key_set.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "ports/authenticator.hpp"

#include <string_view>

namespace belfry::auth {

/// The issuer that the token claims to be from; null when it is none of ours. Asked before any key is fetched, so that
/// a stranger's token costs nothing. An issuer without a name takes what no other does.
const JwtIssuerSettings* find_issuer(const std::vector<JwtIssuerSettings>& issuers, const UnverifiedJwt& jwt);

/// The signature by the key that the header names, then the claims. Pure; any thread.
Result<Identity> verify_jwt(const UnverifiedJwt& jwt, const KeySet& keys, const JwtIssuerSettings& issuer, Instant now,
                            JwtUse use);

}  // namespace belfry::auth
