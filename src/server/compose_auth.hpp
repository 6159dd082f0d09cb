#pragma once

#include "adapters/auth/connection_tokens.hpp"
#include "adapters/auth/curl_jwks_fetcher.hpp"
#include "adapters/auth/jwt_authenticator.hpp"
#include "adapters/auth/service_keys.hpp"
#include "adapters/sigv4/verifier.hpp"
#include "config/config.hpp"
#include "ports/clock.hpp"
#include "runtime/blocking_lane.hpp"

namespace belfry::server {

/// Everything about credentials, wired from `[auth.*]`.
class Auth {
 public:
  /// Throws std::invalid_argument for settings that cannot work, with a sentence that names them.
  Auth(const config::Config& config, const Clock& clock);

  Authenticator& users() { return users_; }
  const ServiceKeyRing& services() const { return services_; }
  const ConnectionTokenCodec& tokens() const { return tokens_; }

  /// Fetches keys that are due for a refresh, on the fetching lane; call now and then.
  void refresh_due_keys() { users_.refresh_due_keys(); }

  /// Ends the fetching lane; no JWT is verified from now on.
  void stop() { lane_.stop(); }

 private:
  auth::CurlJwksFetcher fetcher_;
  runtime::BlockingLane lane_;
  auth::JwtAuthenticator users_;
  auth::ConnectionTokens tokens_;
  auth::ServiceKeys services_;
};

/// The keys of `[[auth.aws_keys]]`.
std::vector<sigv4::AccessKey> aws_keys_of(const config::Config& config);

/// The issuers of `[auth.jwt]` and `[auth.cognito]`.
std::vector<auth::JwtIssuerSettings> issuers_of(const config::Config& config);

}  // namespace belfry::server
