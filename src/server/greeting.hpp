#pragma once

#include "assets/asset_set.hpp"
#include "config/config.hpp"

#include <string>

namespace belfry::server {

/// What `belfry serve --dev` prints: where the server is and how to see a first notification; at the end the address of
/// the dashboard, where there is one and it is served.
std::string dev_greeting(const config::Config& config, const std::string& address, const assets::AssetSet& dashboard);

}  // namespace belfry::server
