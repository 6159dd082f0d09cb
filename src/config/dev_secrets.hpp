#pragma once

#include "config/loaded_config.hpp"

#include <cstdint>
#include <string>

namespace belfry::config {

/// What `<data_dir>/dev.toml` is for a command: nothing (`serve`), a source of missing secrets (the other commands), or
/// that and made when it is missing (`serve --dev`).
enum class DevSecrets : std::uint8_t { ignore, read, create };

inline constexpr std::string_view kDevIssuer = "belfry-dev";
inline constexpr std::string_view kDevServiceName = "dev";

std::string dev_secrets_file(const Config& config);

/// Adds what `loaded` lacks of: a secret for connection tokens, an issuer of HS256 JWTs, a service key. The file has
/// mode 0600; one that others may read is a problem.
void apply_dev_secrets(DevSecrets use, LoadedConfig& loaded);

/// What `--dev` changes beside the secrets. A listen address that others can reach is a problem.
void apply_dev_mode(LoadedConfig& loaded);

}  // namespace belfry::config
