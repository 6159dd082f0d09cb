#include "cli/sign.hpp"

#include "adapters/auth/connection_tokens.hpp"
#include "adapters/auth/jwt_signer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace belfry::cli {
namespace {

constexpr std::size_t kUserBytes = 255;  // product 2.1
constexpr const char* kWhereSecretsAre =
    "run it in the folder of `belfry serve --dev`, or name the server's configuration with --config";

Instant now() { return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

Outcome<void> check_user(const std::string& user) {
  if (user.empty() || user.size() > kUserBytes) {
    return refuse(fmt::format("--user must have 1 to {} bytes", kUserBytes));
  }
  return {};
}

auth::JwtIssuerSettings signer_settings(const config::JwtConfig& jwt) {
  auth::JwtIssuerSettings settings;
  settings.issuer = jwt.issuer;
  settings.audience = jwt.audience;
  settings.hs256_secret = jwt.hs256_secret;
  settings.user_claim = jwt.user_claim;
  settings.scope_claim = jwt.scope_claim;
  return settings;
}

}  // namespace

Outcome<std::string> make_jwt(const config::Config& config, const std::string& user, std::chrono::seconds ttl,
                              const std::vector<std::string>& scopes) {
  if (const auto checked = check_user(user); !checked) {
    return refuse(checked.error());
  }
  const auto has_secret = [](const config::JwtConfig& jwt) {
    return !jwt.hs256_secret.empty();
  };
  const auto issuers = std::ranges::count_if(config.jwt, has_secret);
  if (issuers != 1) {
    return refuse(issuers == 0 ? fmt::format("no auth.jwt.hs256_secret is configured: {}", kWhereSecretsAre)
                               : "several auth.jwt tables have an hs256_secret: it is not clear which should sign");
  }
  const auto issuer = std::ranges::find_if(config.jwt, has_secret);
  const Instant at = now();
  return auth::sign_jwt({.user = UserId(user), .scopes = scopes, .issued_at = at, .expires_at = at + ttl},
                        signer_settings(*issuer));
}

Outcome<std::string> make_connection_token(const config::Config& config, const std::string& user) {
  if (const auto checked = check_user(user); !checked) {
    return refuse(checked.error());
  }
  if (config.connection_tokens.secret.empty()) {
    return refuse(fmt::format("no auth.connection_tokens.secret is configured: {}", kWhereSecretsAre));
  }
  const auth::ConnectionTokens tokens({.secret = config.connection_tokens.secret, .previous_secret = {}});
  return tokens.sign(fresh_token(UserId(user), now(), config.connection_tokens.ttl));
}

Outcome<std::string> make_credential(const config::Config& config, const std::string& user) {
  if (!config.connection_tokens.secret.empty()) {
    return make_connection_token(config, user);
  }
  return make_jwt(config, user, std::chrono::hours(1), {});
}

Outcome<std::string> service_key(const config::Config& config, std::string_view scope) {
  for (const config::ServiceKeyConfig& service : config.service_keys) {
    if (std::ranges::find(service.scopes, scope) != service.scopes.end()) {
      return service.key;
    }
  }
  return refuse(
      fmt::format("no service key with the scope {} is configured: {}, or pass --key", scope, kWhereSecretsAre));
}

}  // namespace belfry::cli
