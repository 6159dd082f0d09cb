#pragma once

#include "config/loaded_config.hpp"

#include <map>
#include <string>

namespace belfry::config {

/// Names the configuration file; the one BELFRY_ name that is not a key.
inline constexpr std::string_view kConfigFileVariable = "BELFRY_CONFIG";

/// Applies the names of the systems replaced and then the BELFRY_ names, which win (product 6.1). An empty variable
/// counts as unset: compose files write those.
void apply_environment(const Environment& environment, LoadedConfig& into);

/// Applies flags by key path (`server.listen`), named `flag --listen` in messages.
void apply_flags(const std::map<std::string, std::string>& flags, LoadedConfig& into);

}  // namespace belfry::config
