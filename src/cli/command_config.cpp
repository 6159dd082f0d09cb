#include "cli/commands.hpp"
#include "cli/config_options.hpp"
#include "cli/terminal.hpp"
#include "config/print.hpp"
#include "json/writer.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace belfry::cli {
namespace {

struct CheckOptions {
  ConfigOptions config;
  bool json = false;
};

struct PrintOptions {
  ConfigOptions config;
  bool markdown = false;
  bool env = false;
};

void put_lines(json::Writer& writer, std::string_view name, const std::vector<std::string>& lines) {
  writer.key(name);
  writer.begin_array();
  for (const std::string& line : lines) {
    writer.string(line);
  }
  writer.end_array();
}

int check(const CheckOptions& options) {
  const config::LoadedConfig loaded = options.config.load();
  if (options.json) {
    json::Writer writer;
    writer.begin_object();
    writer.member("ok", loaded.ok());
    put_lines(writer, "problems", loaded.problems);
    put_lines(writer, "warnings", loaded.warnings);
    writer.end_object();
    print_line(writer.take());
  } else if (report(loaded)) {
    print_line("the configuration is good");
  }
  return loaded.ok() ? kDone : kFailed;
}

int print(const PrintOptions& options) {
  if (options.markdown || options.env) {
    const std::string text = options.markdown ? config::print_markdown() : config::print_env_example();
    std::fwrite(text.data(), 1, text.size(), stdout);
    return kDone;
  }
  const config::LoadedConfig loaded = options.config.load();
  const std::string text = config::print_toml(loaded.config);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return report(loaded) ? kDone : kFailed;
}

}  // namespace

void add_config_command(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("config", "Check or print the configuration");
  command->require_subcommand(1);
  command->footer("Example:\n  belfry config check --config belfry.toml\n  belfry config print > belfry.toml");

  auto checked = std::make_shared<CheckOptions>();
  CLI::App* check_command = command->add_subcommand("check", "Say what is wrong with the configuration");
  checked->config.declare(*check_command);
  check_command->add_flag("--json", checked->json, "Print {ok, problems, warnings}");
  check_command->footer("Example:\n  belfry config check --config belfry.toml");
  check_command->callback([checked, &chosen] {
    chosen = [checked] {
      return check(*checked);
    };
  });

  auto printed = std::make_shared<PrintOptions>();
  CLI::App* print_command = command->add_subcommand("print", "Print all keys with their values, without secrets");
  printed->config.declare(*print_command);
  print_command->add_flag("--markdown", printed->markdown, "Print docs/configuration.md")->group("");
  print_command->add_flag("--env", printed->env, "Print .env.example")->group("");
  print_command->footer("Example:\n  belfry config print > belfry.toml");
  print_command->callback([printed, &chosen] {
    chosen = [printed] {
      return print(*printed);
    };
  });
}

}  // namespace belfry::cli
