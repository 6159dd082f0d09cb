#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace belfry::auth {

enum class AtConnect : std::uint8_t { no, yes };

/// Whose JWTs are believed, and how their claims are read: one `[[auth.jwt]]` table (docs/protocol.md,
/// "Configuration"). Exactly one of `jwks_url`, `jwks_file` and `hs256_secret` says where the keys are.
struct JwtIssuerSettings {
  /// The `iss` that a token must carry. Empty: any, which a `jwks_url` does not allow.
  std::string issuer;
  /// One of these must stand in `aud` or be the `client_id`; empty: not asked.
  std::vector<std::string> audience;
  std::string jwks_url;
  std::string jwks_file;
  std::string hs256_secret;
  std::string user_claim = "sub";
  /// A string of scopes with spaces between, or an array of strings.
  std::string scope_claim = "scope";
  /// Claims handed on as Identity::list_claims.
  std::vector<std::string> list_claims;
  std::chrono::milliseconds leeway = std::chrono::seconds(30);
  /// Whether its tokens may open connections; `no`: connection tokens only.
  AtConnect at_connect = AtConnect::yes;
  /// An older `iat` opens no connection; zero: no limit.
  std::chrono::milliseconds max_age = std::chrono::hours(1);
  /// Cognito: accepted values of `token_use`; `id` tokens are then held to `aud`, `access` tokens to `client_id`.
  std::vector<std::string> token_use;
};

}  // namespace belfry::auth
