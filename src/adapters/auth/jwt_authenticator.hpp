#pragma once

#include "adapters/auth/jwks_fetcher.hpp"
#include "adapters/auth/jwks_source.hpp"
#include "adapters/auth/jwt_issuer_settings.hpp"
#include "ports/authenticator.hpp"
#include "ports/clock.hpp"
#include "runtime/blocking_lane.hpp"

#include <memory>
#include <vector>

namespace belfry::auth {

/// Authenticator by the configured issuers; each has its own keys. The lane and the fetcher outlive this;
/// destroying it waits for a fetch that is under way.
class JwtAuthenticator final : public Authenticator {
 public:
  /// Reads the key files now; URLs are fetched when a token first needs them. Throws std::invalid_argument for settings
  /// that cannot work: not exactly one origin of keys, two issuers of one name, a `jwks_url` that is neither http nor
  /// https or has no issuer, a file without a usable key.
  JwtAuthenticator(std::vector<JwtIssuerSettings> issuers, const Clock& clock, runtime::BlockingLane& lane,
                   JwksFetcher& fetcher, JwksTiming timing = {});

  Task<Result<Identity>> verify_user_jwt(std::string token, JwtUse use) override;

  /// Call now and then (JwksSource::refresh_if_due). Any thread, returns at once.
  void refresh_due_keys();

 private:
  /// One of the two.
  struct Keys {
    KeySetPtr fixed;
    std::unique_ptr<JwksSource> source;
  };

  Keys make_keys(const JwtIssuerSettings& issuer, JwksFetcher& fetcher, JwksTiming timing);

  const std::vector<JwtIssuerSettings> issuers_;
  const Clock& clock_;
  runtime::BlockingLane& lane_;
  std::vector<Keys> keys_;  ///< in the order of the issuers
};

}  // namespace belfry::auth
