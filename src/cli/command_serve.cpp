#include "cli/commands.hpp"
#include "cli/config_options.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace belfry::cli {
namespace {

struct ServeOptions {
  ConfigOptions config;
  std::optional<std::string> listen;
  bool dev = false;
};

int serve_with(const ServeOptions& options, const std::function<int(const config::Config&)>& serve) {
  config::LoadOptions load;
  if (options.listen) {
    load.flags["server.listen"] = *options.listen;
  }
  if (options.dev) {
    load.mode = config::Mode::dev;
    load.dev_secrets = config::DevSecrets::create;
  }
  const config::LoadedConfig loaded = options.config.load(load);
  if (!report(loaded)) {
    return kFailed;
  }
  return serve(loaded.config);
}

}  // namespace

void add_serve_command(CLI::App& app, std::function<int(const config::Config&)> serve, Chosen& chosen) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* command = app.add_subcommand("serve", "Run the server");
  options->config.declare(*command);
  command->add_option("--listen", options->listen, "Public address, like 127.0.0.1:8080")->type_name("ADDRESS");
  command->add_flag("--dev", options->dev, "Development: makes its secrets itself, on loopback only");
  command->footer("Example:\n  belfry serve --dev\n  belfry serve --config /etc/belfry/belfry.toml");
  command->callback([options, serve = std::move(serve), &chosen] {
    chosen = [options, serve] {
      return serve_with(*options, serve);
    };
  });
}

void add_migrate_command(CLI::App& app, std::function<int(const config::Config&)> migrate, Chosen& chosen) {
  auto options = std::make_shared<ConfigOptions>();
  CLI::App* command = app.add_subcommand("migrate", "Bring the database to this version's tables");
  options->declare(*command);
  command->footer("Example:\n  belfry migrate --data-dir /var/lib/belfry");
  command->callback([options, migrate = std::move(migrate), &chosen] {
    chosen = [options, migrate] {
      const config::LoadedConfig loaded = options->load();
      return report(loaded) ? migrate(loaded.config) : kFailed;
    };
  });
}

}  // namespace belfry::cli
