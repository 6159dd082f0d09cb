#include "cli/config_options.hpp"

#include "cli/terminal.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace belfry::cli {

void ConfigOptions::declare(CLI::App& command) {
  command.add_option("--config", file, "Configuration file; default: BELFRY_CONFIG, then ./belfry.toml")
      ->type_name("FILE");
  command.add_option("--data-dir", data_dir, "Folder of the database and of dev.toml")->type_name("DIR");
}

config::LoadedConfig ConfigOptions::load(config::LoadOptions options) const {
  options.file = file;
  if (data_dir) {
    options.flags["server.data_dir"] = *data_dir;
  }
  return config::load(options, config::process_environment());
}

config::LoadedConfig ConfigOptions::load() const {
  config::LoadOptions options;
  options.dev_secrets = config::DevSecrets::read;
  return load(std::move(options));
}

bool report_problems(const config::LoadedConfig& loaded) {
  for (const std::string& problem : loaded.problems) {
    failure(problem);
  }
  return loaded.ok();
}

bool report(const config::LoadedConfig& loaded) {
  for (const std::string& warning : loaded.warnings) {
    warn("warning: " + warning);
  }
  return report_problems(loaded);
}

std::string server_url(const config::LoadedConfig& loaded, Listener listener) {
  const config::ServerConfig& server = loaded.config.server;
  const bool internal = listener == Listener::internal && !server.internal_listen.empty();
  const auto address = config::ListenAddress::parse(internal ? server.internal_listen : server.listen);
  if (!address || address->port == 0) {
    return server.public_url;
  }
  // A TLS certificate names the public host, not this machine's address.
  if (!internal && !server.tls_certificate.empty()) {
    return server.public_url;
  }
  std::string host = address->host;
  if (host == "0.0.0.0" || host == "::") {
    host = host == "::" ? "::1" : "127.0.0.1";
  }
  const bool v6 = host.find(':') != std::string::npos;
  return fmt::format("http://{}{}{}:{}", v6 ? "[" : "", host, v6 ? "]" : "", address->port);
}

Outcome<config::HttpUrl> base_url(const std::optional<std::string>& given, const config::LoadedConfig& loaded,
                                  Listener listener) {
  const std::string text = given.value_or(server_url(loaded, listener));
  if (auto url = config::HttpUrl::parse(text)) {
    return *std::move(url);
  }
  return refuse(fmt::format("--url must be a URL like http://127.0.0.1:8080, not \"{}\"", text));
}

}  // namespace belfry::cli
