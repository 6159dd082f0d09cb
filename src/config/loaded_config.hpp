#pragma once

#include "config/config.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace belfry::config {

using Environment = std::map<std::string, std::string, std::less<>>;

Environment process_environment();

/// A configuration with all that is wrong with it, each as one line for people. With problems it must not be used.
struct LoadedConfig {
  Config config;
  std::vector<std::string> problems;
  std::vector<std::string> warnings;
  /// The keys that were set, by path, and where: `belfry.toml:12`, an environment name, a flag.
  std::map<std::string, std::string, std::less<>> origins;

  bool ok() const { return problems.empty(); }
  bool was_set(std::string_view path) const { return origins.contains(path); }
  /// "belfry.toml:12: server.listen" or, for a default, just the path.
  std::string where(std::string_view path) const;
  void problem(std::string_view path, std::string_view text);
};

}  // namespace belfry::config
