#include "cli/commands.hpp"
#include "cli/config_options.hpp"
#include "cli/listen_session.hpp"
#include "cli/sign.hpp"
#include "cli/terminal.hpp"
#include "domain/cursor.hpp"
#include "domain/dialect_kind.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <memory>

namespace belfry::cli {
namespace {

struct ListenOptions {
  ConfigOptions config;
  std::string user;
  std::string dialect = "notifications";
  std::optional<std::string> since;
  std::optional<std::string> url;
  std::uint64_t count = 0;
  std::int64_t timeout = 0;
  bool ack = false;
  bool json = false;
  bool no_reconnect = false;
};

int listen(const ListenOptions& options) {
  if (options.since && !Cursor::parse(*options.since)) {
    return wrong_usage("--since must be a cursor like 1a2b3c4d.17.0, as `connected` and notifications carry it");
  }
  const config::LoadedConfig loaded = options.config.load();
  if (!report_problems(loaded)) {
    return kFailed;
  }
  const auto url = base_url(options.url, loaded, Listener::open);
  if (!url) {
    return wrong_usage(url.error());
  }
  ListenSettings settings{.url = *url,
                          .subprotocol = std::string(subprotocol_of(DialectKind::notifications)),
                          .since = options.since.value_or("")};
  settings.acks = options.ack ? Acks::send : Acks::none;
  settings.reconnect = options.no_reconnect ? Reconnect::no : Reconnect::yes;
  settings.output = options.json ? Output::json : Output::lines;
  settings.count = options.count;
  if (options.timeout > 0) {
    settings.end = std::chrono::steady_clock::now() + std::chrono::seconds(options.timeout);
  }
  std::signal(SIGPIPE, SIG_IGN);
  const StopSignal stop;
  const auto make_token = [&] {
    return make_credential(loaded.config, options.user);
  };
  return ListenSession(std::move(settings), make_token, stop).run();
}

}  // namespace

void add_listen_command(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<ListenOptions>();
  CLI::App* command = app.add_subcommand("listen", "Show what a user receives, as it comes");
  command->add_option("--user", options->user, "The user to listen as")->required()->type_name("USER");
  command->add_option("--dialect", options->dialect, "Wire format")
      ->check(CLI::IsMember({"notifications"}))
      ->capture_default_str();
  command->add_option("--since", options->since, "Begin after this cursor")->type_name("CURSOR");
  command->add_flag("--ack", options->ack, "Acknowledge each notification");
  command->add_flag("--json", options->json, "Print each message as the server sent it, one a line");
  command->add_option("--url", options->url, "The server; default: as configured")->type_name("URL");
  command->add_option("--count", options->count, "End after so many notifications")->type_name("N");
  command->add_option("--timeout", options->timeout, "End after so many seconds; with --count, that is a failure")
      ->type_name("SECONDS")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{31'536'000}));
  command->add_flag("--no-reconnect", options->no_reconnect, "End when the connection ends");
  options->config.declare(*command);
  command->footer("Example:\n  belfry listen --user ada\n  belfry listen --user ada --json --count 1 --timeout 10");
  command->callback([options, &chosen] {
    chosen = [options] {
      return listen(*options);
    };
  });
}

}  // namespace belfry::cli
