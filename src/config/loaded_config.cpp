#include "config/loaded_config.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <string_view>

namespace belfry::config {

Environment process_environment() {
  Environment environment;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos) {
      environment.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
  }
  return environment;
}

std::string LoadedConfig::where(std::string_view path) const {
  const auto origin = origins.find(path);
  return origin == origins.end() ? std::string(path) : fmt::format("{}: {}", origin->second, path);
}

void LoadedConfig::problem(std::string_view path, std::string_view text) {
  problems.push_back(fmt::format("{} {}", where(path), text));
}

}  // namespace belfry::config
