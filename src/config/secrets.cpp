#include "config/secrets.hpp"

#include "config/schema.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace belfry::config {
namespace {

std::string without_newline(std::string text) {
  if (text.ends_with('\n')) {
    text.pop_back();
  }
  if (text.ends_with('\r')) {
    text.pop_back();
  }
  return text;
}

void resolve(std::string& secret, const std::string& path, const Environment& environment, LoadedConfig& into) {
  if (secret.starts_with("file:")) {
    const std::string file = secret.substr(5);
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in.is_open() || in.bad()) {
      into.problem(path, fmt::format("names a file that cannot be read: {}: {}", file, std::strerror(errno)));
    } else if (without_newline(text).empty()) {
      into.problem(path, fmt::format("names an empty file: {}", file));
    }
    secret = without_newline(std::move(text));
  } else if (secret.starts_with("env:")) {
    const std::string name = secret.substr(4);
    const auto found = environment.find(name);
    if (found == environment.end() || found->second.empty()) {
      into.problem(path, fmt::format("names an environment variable that is not set: {}", name));
    }
    secret = found == environment.end() ? std::string() : without_newline(found->second);
  }
}

}  // namespace

void resolve_secrets(const Environment& environment, LoadedConfig& into) {
  for (const Section& section : schema()) {
    for (std::size_t index = 0; index < section.count(into.config); ++index) {
      for (const Key& key : section.keys) {
        if (key.secrecy == Secrecy::secret) {
          auto* secret = std::get<std::string*>(key.slot(section.at(into.config, index)));
          resolve(*secret, path_of(section, index, key), environment, into);
        }
      }
    }
  }
}

}  // namespace belfry::config
