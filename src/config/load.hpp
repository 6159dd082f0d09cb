#pragma once

#include "config/dev_secrets.hpp"
#include "config/loaded_config.hpp"

#include <map>
#include <optional>
#include <string>

namespace belfry::config {

enum class Mode : std::uint8_t { normal, dev };

struct LoadOptions {
  /// Must exist. Else BELFRY_CONFIG, which must exist too; else ./belfry.toml, if there is one.
  std::optional<std::string> file;
  /// By key path, e.g. `server.listen`: they win over everything.
  std::map<std::string, std::string> flags;
  DevSecrets dev_secrets = DevSecrets::ignore;
  Mode mode = Mode::normal;
};

/// Flags over BELFRY_* over the names of the systems replaced over the file over the defaults (product 6.1), secrets
/// resolved, everything validated.
LoadedConfig load(const LoadOptions& options, const Environment& environment);

}  // namespace belfry::config
