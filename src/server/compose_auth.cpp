#include "server/compose_auth.hpp"

#include "adapters/auth/cognito.hpp"
#include "base/random.hpp"
#include "server/settings.hpp"

namespace belfry::server {
namespace {

constexpr std::size_t kFetchThreads = 2;  // a slow issuer must not hold up another's keys
constexpr std::size_t kFetchQueue = 64;

auth::JwtIssuerSettings issuer_of(const config::JwtConfig& jwt) {
  auth::JwtIssuerSettings issuer;
  issuer.issuer = jwt.issuer;
  issuer.audience = jwt.audience;
  issuer.jwks_url = jwt.jwks_url;
  issuer.jwks_file = jwt.jwks_file;
  issuer.hs256_secret = jwt.hs256_secret;
  issuer.user_claim = jwt.user_claim;
  issuer.scope_claim = jwt.scope_claim;
  issuer.leeway = jwt.leeway;
  issuer.at_connect = jwt.allow_at_connect ? auth::AtConnect::yes : auth::AtConnect::no;
  issuer.max_age = jwt.max_age;
  return issuer;
}

bool has_keys(const config::JwtConfig& jwt) {
  return !jwt.jwks_url.empty() || !jwt.jwks_file.empty() || !jwt.hs256_secret.empty();
}

auth::ConnectionTokenSettings tokens_of(const config::ConnectionTokensConfig& tokens) {
  auth::ConnectionTokenSettings settings;
  // Without a configured secret tokens hold for the life of this process: nobody else can sign or read them.
  settings.secret = tokens.secret.empty() ? random_text(48) : tokens.secret;
  settings.previous_secret = tokens.previous_secret;
  return settings;
}

std::vector<auth::ServiceKeySettings> services_of(const std::vector<config::ServiceKeyConfig>& keys) {
  std::vector<auth::ServiceKeySettings> services;
  for (const config::ServiceKeyConfig& key : keys) {
    auth::ServiceKeySettings service{.name = key.name, .key = key.key, .scopes = {}};
    for (const std::string& name : key.scopes) {
      if (const auto scope = parse_scope(name)) {
        service.scopes.add(*scope);
      }
    }
    services.push_back(std::move(service));
  }
  return services;
}

}  // namespace

std::vector<sigv4::AccessKey> aws_keys_of(const config::Config& config) {
  std::vector<sigv4::AccessKey> keys;
  for (const config::AwsKeyConfig& key : config.aws_keys) {
    keys.push_back({.id = key.access_key_id, .secret = key.secret_access_key});
  }
  return keys;
}

std::vector<auth::JwtIssuerSettings> issuers_of(const config::Config& config) {
  std::vector<auth::JwtIssuerSettings> issuers;
  for (const config::JwtConfig& jwt : config.jwt) {
    if (has_keys(jwt)) {
      issuers.push_back(issuer_of(jwt));
    }
  }
  if (!config.cognito.user_pool_id.empty()) {
    auth::CognitoSettings cognito;
    cognito.user_pool_id = config.cognito.user_pool_id;
    cognito.client_id = config.cognito.client_id;
    cognito.region = config.cognito.region;
    cognito.token_use = config.cognito.token_use;
    for (auth::JwtIssuerSettings& issuer : auth::cognito_issuers(cognito)) {
      issuer.max_age = config.cognito.max_age;
      issuers.push_back(std::move(issuer));
    }
  }
  for (auth::JwtIssuerSettings& issuer : issuers) {
    issuer.list_claims = channel_rules(config).claims();
  }
  return issuers;
}

Auth::Auth(const config::Config& config, const Clock& clock)
    : lane_({.name = "jwks", .threads = kFetchThreads, .queue_limit = kFetchQueue}),
      users_(issuers_of(config), clock, lane_, fetcher_),
      tokens_(tokens_of(config.connection_tokens)),
      services_(services_of(config.service_keys)) {}

}  // namespace belfry::server
