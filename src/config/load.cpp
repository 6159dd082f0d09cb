#include "config/load.hpp"

#include "config/environment.hpp"
#include "config/secrets.hpp"
#include "config/toml_reader.hpp"
#include "config/validate.hpp"

#include <filesystem>

namespace belfry::config {
namespace {

constexpr const char* kDefaultFile = "belfry.toml";

std::optional<std::string> file_of(const LoadOptions& options, const Environment& environment) {
  if (options.file) {
    return options.file;
  }
  const auto named = environment.find(kConfigFileVariable);
  if (named != environment.end() && !named->second.empty()) {
    return named->second;
  }
  std::error_code missing;
  return std::filesystem::exists(kDefaultFile, missing) ? std::optional<std::string>(kDefaultFile) : std::nullopt;
}

// The documented file holds an [auth.jwt] with empty values: that is no issuer.
void drop_blank_issuer(Config& config) {
  std::erase_if(config.jwt, [](const JwtConfig& jwt) {
    return jwt.issuer.empty() && jwt.audience.empty() && jwt.jwks_url.empty() && jwt.jwks_file.empty() &&
           jwt.hs256_secret.empty();
  });
}

}  // namespace

LoadedConfig load(const LoadOptions& options, const Environment& environment) {
  LoadedConfig loaded;
  if (const auto file = file_of(options, environment)) {
    read_toml_file(*file, loaded);
  }
  apply_environment(environment, loaded);
  apply_flags(options.flags, loaded);
  resolve_secrets(environment, loaded);
  if (loaded.config.jwt.size() == 1) {
    drop_blank_issuer(loaded.config);
  }
  if (loaded.ok()) {
    apply_dev_secrets(options.dev_secrets, loaded);
  }
  if (options.mode == Mode::dev) {
    apply_dev_mode(loaded);
  }
  validate(loaded);
  return loaded;
}

}  // namespace belfry::config
