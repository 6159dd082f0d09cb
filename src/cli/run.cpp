#include "cli/run.hpp"

#include "cli/commands.hpp"
#include "cli/terminal.hpp"

#include <CLI/CLI.hpp>

#include <exception>

namespace belfry::cli {
namespace {

std::string usage_error(const CLI::App* app, const CLI::Error& error) {
  return std::string("belfry: ") + error.what() + " (see " + app->get_name() + " --help)\n";
}

void add_commands(CLI::App& app, const Commands& commands, Chosen& chosen) {
  add_serve_command(app, commands.serve, chosen);
  add_publish_command(app, chosen);
  add_explain_command(app, chosen);
  add_broadcast_command(app, chosen);
  add_jobs_command(app, chosen);
  add_connections_command(app, chosen);
  add_outbox_command(app, chosen);
  add_listen_command(app, chosen);
  add_token_command(app, chosen);
  add_config_command(app, chosen);
  add_migrate_command(app, commands.migrate, chosen);
  for (const AddCommand& add : commands.more) {
    add(app, chosen);
  }
}

}  // namespace

int run(int argc, const char* const* argv, const Commands& commands) {
  Chosen chosen;
  CLI::App app("A self-hosted real-time notification server.", "belfry");
  app.set_version_flag("--version", "belfry " + commands.version);
  app.require_subcommand(1);
  app.failure_message(usage_error);
  app.footer(
      "Try it:\n  belfry serve --dev\n  belfry listen --user ada\n"
      "  belfry publish --user ada --type upload_complete --title \"Hello\"");
  add_commands(app, commands, chosen);
  try {
    app.parse(argc, argv);
    return chosen();
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kWrongUsage;
  } catch (const std::exception& error) {
    return failure(error.what());
  }
}

}  // namespace belfry::cli
