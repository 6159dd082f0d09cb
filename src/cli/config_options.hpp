#pragma once

#include "cli/outcome.hpp"
#include "config/address.hpp"
#include "config/load.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace belfry::cli {

/// The flags with which every subcommand finds its configuration.
struct ConfigOptions {
  std::optional<std::string> file;
  std::optional<std::string> data_dir;

  void declare(CLI::App& command);

  /// As `options` say beside these flags.
  config::LoadedConfig load(config::LoadOptions options) const;
  /// With the secrets of development where there are some: for all commands but serve.
  config::LoadedConfig load() const;
};

/// Reports every problem and, unless told otherwise, every warning. False with problems.
bool report(const config::LoadedConfig& loaded);
bool report_problems(const config::LoadedConfig& loaded);

/// Who serves a route: service routes may have a listener of their own.
enum class Listener : std::uint8_t { open, internal };

/// Where a server of this configuration answers on this machine: its listen address, or `server.public_url` if that was
/// set and the listen address is of no use (port 0).
std::string server_url(const config::LoadedConfig& loaded, Listener listener);

/// `given` (a --url) in its full form, else server_url().
Outcome<config::HttpUrl> base_url(const std::optional<std::string>& given, const config::LoadedConfig& loaded,
                                  Listener listener);

}  // namespace belfry::cli
