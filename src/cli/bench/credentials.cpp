#include "cli/bench/credentials.hpp"

#include "adapters/auth/jwt_signer.hpp"

namespace belfry::cli::bench {
namespace {

Instant now() { return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

}  // namespace

Outcome<Credentials> Credentials::from(const BenchOptions& options) {
  Credentials credentials;
  if (!options.token_secret.empty()) {
    auth::ConnectionTokenSettings settings;
    settings.secret = options.token_secret;
    credentials.tokens_.emplace(std::move(settings));
  } else if (options.issuer) {
    credentials.issuer_ = options.issuer;
  } else {
    return refuse(
        "no connection can be opened: configure auth.connection_tokens.secret or auth.jwt.hs256_secret as "
        "the server has it");
  }
  return credentials;
}

std::string Credentials::token_for(const std::string& user) const {
  const Instant at = now();
  if (tokens_) {
    return tokens_->sign(fresh_token(UserId(user), at, std::chrono::minutes(1)));
  }
  return auth::sign_jwt({.user = UserId(user), .scopes = {}, .issued_at = at, .expires_at = at + std::chrono::hours(1)},
                        *issuer_);
}

}  // namespace belfry::cli::bench
