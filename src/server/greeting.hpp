#pragma once

#include "config/config.hpp"

#include <string>

namespace belfry::server {

/// What `belfry serve --dev` prints: where the server is and how to see a first notification.
std::string dev_greeting(const config::Config& config, const std::string& address);

}  // namespace belfry::server
