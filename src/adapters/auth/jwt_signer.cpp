#include "adapters/auth/jwt_signer.hpp"

#include "adapters/auth/crypto.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <stdexcept>

namespace belfry::auth {
namespace {

std::int64_t whole_seconds(Instant at) {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += text.empty() ? word : ' ' + word;
  }
  return text;
}

}  // namespace

std::string sign_hs256(std::string_view header, std::string_view payload, std::string_view secret) {
  const std::string signed_text = base64url_encode(header) + '.' + base64url_encode(payload);
  return signed_text + '.' + base64url_encode(as_text(hmac_sha256(secret, signed_text)));
}

std::string sign_jwt(const JwtGrant& grant, const JwtIssuerSettings& issuer) {
  if (issuer.hs256_secret.empty()) {
    throw std::invalid_argument("this issuer has no secret to sign with");
  }
  boost::json::object claims;
  if (!issuer.issuer.empty()) {
    claims["iss"] = issuer.issuer;
  }
  if (!issuer.audience.empty()) {
    claims["aud"] = issuer.audience.front();
  }
  claims[issuer.user_claim] = grant.user.view();
  claims["iat"] = whole_seconds(grant.issued_at);
  claims["exp"] = whole_seconds(grant.expires_at);
  if (!grant.scopes.empty()) {
    claims[issuer.scope_claim] = joined(grant.scopes);
  }
  return sign_hs256(R"({"alg":"HS256","typ":"JWT"})", boost::json::serialize(claims), issuer.hs256_secret);
}

}  // namespace belfry::auth
