#include "cli/service_client.hpp"

#include "cli/run.hpp"
#include "cli/sign.hpp"
#include "cli/terminal.hpp"

#include <CLI/CLI.hpp>

namespace belfry::cli {

void ServiceOptions::declare(CLI::App& command) {
  command.add_option("--url", url, "The server; default: as configured")->type_name("URL");
  command.add_option("--key", key, "Service key; default: as configured")->type_name("KEY");
  command.add_flag("--json", json, "Print the server's answer as it is");
  config.declare(command);
}

std::expected<ServiceClient, int> ServiceClient::open(const ServiceOptions& options, std::string_view scope) {
  const config::LoadedConfig loaded = options.config.load();
  if (!report_problems(loaded)) {
    return std::unexpected(kFailed);
  }
  const auto key = options.key ? Outcome<std::string>(*options.key) : service_key(loaded.config, scope);
  if (!key) {
    return std::unexpected(failure(key.error()));
  }
  const auto url = base_url(options.url, loaded, Listener::internal);
  if (!url) {
    return std::unexpected(wrong_usage(url.error()));
  }
  return ServiceClient(url->str(), *key);
}

}  // namespace belfry::cli
