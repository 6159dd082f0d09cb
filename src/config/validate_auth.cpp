#include "config/address.hpp"
#include "config/validate.hpp"
#include "config/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace belfry::config {
namespace {

constexpr std::size_t kSecretBytes = 32;  // RFC 7518 section 3.2: as long as the hash
constexpr std::size_t kServiceKeyBytes = 16;
constexpr std::array<std::string_view, 6> kScopeNames = {"publish",     "broadcast", "jobs",
                                                         "connections", "users",     "admin"};

void check_secret(LoadedConfig& loaded, const std::string& path, const std::string& secret) {
  if (!secret.empty() && secret.size() < kSecretBytes) {
    loaded.problem(path, fmt::format("must have at least {} bytes; make one with: openssl rand -hex 32", kSecretBytes));
  }
}

void check_jwt(LoadedConfig& loaded, const JwtConfig& jwt, std::size_t index) {
  const auto path = [&](std::string_view key) {
    return fmt::format("auth.jwt[{}].{}", index, key);
  };
  const int sources = int{!jwt.jwks_url.empty()} + int{!jwt.jwks_file.empty()} + int{!jwt.hs256_secret.empty()};
  if (sources != 1) {
    loaded.problems.push_back(
        fmt::format("auth.jwt[{}] needs exactly one of jwks_url, jwks_file and hs256_secret", index));
  }
  check_secret(loaded, path("hs256_secret"), jwt.hs256_secret);
  if (!jwt.jwks_url.empty() && (!jwt.jwks_url.starts_with("http") || !HttpUrl::parse(jwt.jwks_url))) {
    loaded.problem(path("jwks_url"), "must be an http or https URL");
  }
  if (!jwt.jwks_url.empty() && jwt.issuer.empty()) {
    loaded.problem(path("issuer"), "must be set beside jwks_url");
  }
  if (jwt.user_claim.empty() || jwt.scope_claim.empty()) {
    loaded.problem(path(jwt.user_claim.empty() ? "user_claim" : "scope_claim"), "must not be empty");
  }
}

void check_cognito(LoadedConfig& loaded) {
  CognitoConfig& cognito = loaded.config.cognito;
  for (const std::string& use : cognito.token_use) {
    if (use != "access" && use != "id") {
      loaded.problem("auth.cognito.token_use", fmt::format("must hold access or id, not {}", toml_string(use)));
    }
  }
  if (cognito.user_pool_id.empty()) {
    if (!cognito.client_id.empty()) {
      loaded.problem("auth.cognito.client_id", "needs auth.cognito.user_pool_id too");
    }
    return;
  }
  const std::string region = cognito.user_pool_id.substr(0, cognito.user_pool_id.find('_'));
  if (region.empty() || region.size() + 1 >= cognito.user_pool_id.size()) {
    loaded.problem("auth.cognito.user_pool_id", "must look like eu-west-1_AbCdEf123");
  } else if (cognito.region.empty()) {
    cognito.region = region;
  } else if (cognito.region != region) {
    loaded.problem("auth.cognito.region", fmt::format("is not the pool's own, {}", region));
  }
  if (cognito.client_id.empty()) {
    loaded.problem("auth.cognito.client_id", "must be set beside user_pool_id");
  }
}

void check_connection_tokens(LoadedConfig& loaded) {
  const ConnectionTokensConfig& tokens = loaded.config.connection_tokens;
  check_secret(loaded, "auth.connection_tokens.secret", tokens.secret);
  check_secret(loaded, "auth.connection_tokens.previous_secret", tokens.previous_secret);
  if (tokens.ttl.count() == 0) {
    loaded.problem("auth.connection_tokens.ttl_seconds", "must be above 0");
  }
}

void check_service_keys(LoadedConfig& loaded) {
  std::set<std::string> names;
  std::set<std::string> keys;
  for (std::size_t index = 0; index < loaded.config.service_keys.size(); ++index) {
    const ServiceKeyConfig& service = loaded.config.service_keys[index];
    const auto path = [&](std::string_view key) {
      return fmt::format("auth.service_keys[{}].{}", index, key);
    };
    if (service.name.empty()) {
      loaded.problem(path("name"), "must be set");
    } else if (!names.insert(service.name).second) {
      loaded.problem(path("name"), fmt::format("is used twice: {}", toml_string(service.name)));
    }
    if (service.key.size() < kServiceKeyBytes) {
      loaded.problem(path("key"),
                     fmt::format("must have at least {} bytes; make one with: openssl rand -hex 32", kServiceKeyBytes));
    } else if (!keys.insert(service.key).second) {
      loaded.problem(path("key"), "is the same as another service's");
    }
    if (service.scopes.empty()) {
      loaded.problem(path("scopes"), "must not be empty");
    }
    for (const std::string& scope : service.scopes) {
      if (std::ranges::find(kScopeNames, scope) == kScopeNames.end()) {
        loaded.problem(path("scopes"), fmt::format("holds an unknown scope {}; known are {}", toml_string(scope),
                                                   fmt::join(kScopeNames, ", ")));
      }
    }
  }
}

}  // namespace

void validate_auth(LoadedConfig& loaded) {
  for (std::size_t index = 0; index < loaded.config.jwt.size(); ++index) {
    check_jwt(loaded, loaded.config.jwt[index], index);
  }
  check_cognito(loaded);
  check_connection_tokens(loaded);
  check_service_keys(loaded);
  for (std::size_t index = 0; index < loaded.config.aws_keys.size(); ++index) {
    const AwsKeyConfig& key = loaded.config.aws_keys[index];
    if (key.access_key_id.empty() || key.secret_access_key.empty()) {
      loaded.problems.push_back(fmt::format("auth.aws_keys[{}] needs both access_key_id and secret_access_key", index));
    }
  }
}

}  // namespace belfry::config
