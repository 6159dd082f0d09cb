#pragma once

#include "adapters/auth/jwt_issuer_settings.hpp"

#include <string>
#include <vector>

namespace belfry::auth {

/// `[auth.cognito]`.
struct CognitoSettings {
  std::string user_pool_id;
  std::string client_id;
  std::string region;
  std::vector<std::string> token_use = {"access", "id"};
  /// Where the keys are, when that is not at the issuer; for tests and mirrors.
  std::string jwks_url;
};

/// The issuers of a user pool: tokens name `cognito-idp` or, since 2025, `issuer-cognito-idp`; each has keys of its
/// own.
std::vector<JwtIssuerSettings> cognito_issuers(const CognitoSettings& settings);

}  // namespace belfry::auth
