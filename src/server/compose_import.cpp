#include "server/compose_import.hpp"

#include "domain/scope.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace belfry::server {
namespace {

namespace fs = std::filesystem;

/// Of the first service that may report jobs; empty when there is none.
std::string key_for_jobs(const config::Config& config) {
  const auto found = std::ranges::find_if(config.service_keys, [](const config::ServiceKeyConfig& service) {
    return std::ranges::find(service.scopes, name_of(Scope::jobs)) != service.scopes.end();
  });
  return found == config.service_keys.end() ? std::string() : found->key;
}

}  // namespace

std::unique_ptr<process::ProcessImporter> make_importer(const config::Config& config,
                                                        std::function<std::string()> address) {
  if (!config.dev.enabled) {
    return nullptr;
  }
  const std::string scheme = config.server.tls_certificate.empty() ? "http://" : "https://";
  return std::make_unique<process::ProcessImporter>(
      process::ProcessImporter::Settings{.program = fs::read_symlink("/proc/self/exe").parent_path() / "parts-import",
                                         .folder = fs::absolute(config.server.data_dir) / "imports",
                                         .url = [scheme, address = std::move(address)] { return scheme + address(); },
                                         .key = key_for_jobs(config)});
}

}  // namespace belfry::server
