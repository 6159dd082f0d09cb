#pragma once

#include "adapters/auth/jwt_issuer_settings.hpp"
#include "base/time.hpp"
#include "domain/ids.hpp"

#include <string>
#include <vector>

namespace belfry::auth {

/// What a JWT of our own making says: for `--dev` and `belfry token jwt`.
struct JwtGrant {
  UserId user;
  std::vector<std::string> scopes;
  Instant issued_at;
  Instant expires_at;
};

/// A JWT that `issuer` accepts: signed HS256 with its secret, under its names of claims, for its first audience. Times
/// are cut to whole seconds. Throws std::invalid_argument when the issuer has no secret.
std::string sign_jwt(const JwtGrant& grant, const JwtIssuerSettings& issuer);

/// The compact serialization (RFC 7515 section 7.1) of these two JSON texts, signed HS256.
std::string sign_hs256(std::string_view header, std::string_view payload, std::string_view secret);

}  // namespace belfry::auth
