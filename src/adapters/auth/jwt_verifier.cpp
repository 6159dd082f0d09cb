#include "adapters/auth/jwt_verifier.hpp"

#include "adapters/auth/claims.hpp"
#include "adapters/auth/refusal.hpp"
#include "adapters/auth/strict_json.hpp"

namespace belfry::auth {
namespace {

std::string_view describe(KeyMiss miss) {
  switch (miss) {
    case KeyMiss::unknown_kid: return "unknown kid";
    case KeyMiss::wrong_algorithm: return "alg is not the key's";
    case KeyMiss::ambiguous: return "no kid, and several keys fit";
  }
  std::unreachable();
}

}  // namespace

const JwtIssuerSettings* find_issuer(const std::vector<JwtIssuerSettings>& issuers, const UnverifiedJwt& jwt) {
  const auto claimed = string_member(jwt.claims, "iss");
  const JwtIssuerSettings* nameless = nullptr;
  for (const JwtIssuerSettings& issuer : issuers) {
    if (issuer.issuer.empty()) {
      nameless = &issuer;
    } else if (claimed == issuer.issuer) {
      return &issuer;
    }
  }
  return nameless;
}

Result<Identity> verify_jwt(const UnverifiedJwt& jwt, const KeySet& keys, const JwtIssuerSettings& issuer, Instant now,
                            JwtUse use) {
  const auto key = keys.select(jwt.kid, jwt.algorithm);
  if (!key) {
    return refuse(describe(key.error()));
  }
  if (!(*key)->verify(jwt.signed_text, jwt.signature)) {
    return refuse("bad signature");
  }
  return check_claims(jwt.claims, issuer, now, use);
}

}  // namespace belfry::auth
