#pragma once

#include "adapters/auth/connection_tokens.hpp"
#include "cli/bench/options.hpp"
#include "cli/outcome.hpp"

#include <optional>
#include <string>

namespace belfry::cli::bench {

/// Signs what opens a connection: connection tokens where their secret is known, so that the server's store consumes
/// each, else user JWTs.
class Credentials {
 public:
  static Outcome<Credentials> from(const BenchOptions& options);

  /// A fresh token of `user`, for one connection.
  std::string token_for(const std::string& user) const;
  /// What they are, for the report.
  std::string kind() const { return tokens_ ? "connection tokens" : "user JWTs"; }

 private:
  std::optional<auth::ConnectionTokens> tokens_;
  std::optional<auth::JwtIssuerSettings> issuer_;
};

}  // namespace belfry::cli::bench
