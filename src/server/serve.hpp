#pragma once

#include "config/config.hpp"

namespace belfry::server {

/// `belfry serve`: runs a node until SIGTERM or SIGINT, then ends it in good order. A second signal ends it at once.
/// Returns the exit code; what is wrong at start is one line on standard error.
int serve(const config::Config& config);

/// `belfry migrate`.
int migrate(const config::Config& config);

}  // namespace belfry::server
