#pragma once

#include "config/loaded_config.hpp"

namespace belfry::config {

/// Adds a problem for every value that the server could not work with, and brings `server.public_url` and
/// `auth.cognito.region` into their full form.
void validate(LoadedConfig& loaded);

void validate_server(LoadedConfig& loaded);
void validate_auth(LoadedConfig& loaded);
void validate_limits(LoadedConfig& loaded);
void validate_features(LoadedConfig& loaded);
void validate_outbox(LoadedConfig& loaded);
void validate_routes(LoadedConfig& loaded);

}  // namespace belfry::config
