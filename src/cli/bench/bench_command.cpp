#include "cli/bench/bench_command.hpp"

#include "cli/bench/run_bench.hpp"
#include "cli/config_options.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace belfry::cli::bench {
namespace {

struct Asked {
  ConfigOptions config;
  BenchOptions bench;
};

int bench(const Asked& asked) {
  const config::LoadedConfig loaded = asked.config.load();
  if (!report_problems(loaded)) {
    return kFailed;
  }
  BenchOptions options = asked.bench;
  if (options.url.empty()) {
    options.url = server_url(loaded, Listener::open);
  }
  if (options.service_url.empty()) {
    options.service_url = asked.bench.url.empty() ? server_url(loaded, Listener::internal) : options.url;
  }
  complete(options, loaded.config);
  return run_bench(options);
}

}  // namespace

void add_bench_command(CLI::App& app, Chosen& chosen) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command = app.add_subcommand("bench", "Load a running server with real sockets and print what it does");
  declare_flags(*command, asked->bench);
  asked->config.declare(*command);
  command->footer(
      "The server needs limits.connections_per_user = 0 and\n"
      "limits.connect_attempts_per_minute_per_ip = 0. The notifications stay in its store, for users named\n"
      "bench-..: give it a data directory of its own.\n"
      "Example:\n  belfry bench --scenario latency --duration 10");
  command->callback([asked, &chosen] {
    chosen = [asked] {
      return bench(*asked);
    };
  });
}

}  // namespace belfry::cli::bench
