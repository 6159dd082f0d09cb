#pragma once

#include "cli/outcome.hpp"
#include "config/config.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace belfry::cli {

/// A JWT that the server believes, signed with the one HS256 secret of the configuration.
Outcome<std::string> make_jwt(const config::Config& config, const std::string& user, std::chrono::seconds ttl,
                              const std::vector<std::string>& scopes);

/// A connection token, signed with the configured secret.
Outcome<std::string> make_connection_token(const config::Config& config, const std::string& user);

/// What opens a connection: a connection token where the secret is at hand, else a JWT.
Outcome<std::string> make_credential(const config::Config& config, const std::string& user);

/// A configured service key with this scope.
Outcome<std::string> service_key(const config::Config& config, std::string_view scope);

}  // namespace belfry::cli
