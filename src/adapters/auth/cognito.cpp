#include "adapters/auth/cognito.hpp"

#include <fmt/format.h>

namespace belfry::auth {

std::vector<JwtIssuerSettings> cognito_issuers(const CognitoSettings& settings) {
  std::vector<JwtIssuerSettings> issuers;
  for (const std::string_view host : {"cognito-idp", "issuer-cognito-idp"}) {
    JwtIssuerSettings issuer;
    issuer.issuer = fmt::format("https://{}.{}.amazonaws.com/{}", host, settings.region, settings.user_pool_id);
    issuer.audience = {settings.client_id};
    issuer.jwks_url = settings.jwks_url.empty() ? issuer.issuer + "/.well-known/jwks.json" : settings.jwks_url;
    issuer.token_use = settings.token_use;
    issuers.push_back(std::move(issuer));
  }
  return issuers;
}

}  // namespace belfry::auth
