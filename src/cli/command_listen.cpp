#include "cli/commands.hpp"
#include "cli/config_options.hpp"
#include "cli/listen_dialect.hpp"
#include "cli/listen_session.hpp"
#include "cli/sign.hpp"
#include "cli/terminal.hpp"
#include "domain/cursor.hpp"
#include "domain/dialect_kind.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <memory>

namespace belfry::cli {
namespace {

struct ListenOptions {
  ConfigOptions config;
  std::string user;
  std::string dialect = "notifications";
  std::optional<std::string> job;
  std::optional<std::string> since;
  std::optional<std::string> url;
  std::uint64_t count = 0;
  std::int64_t timeout = 0;
  bool ack = false;
  bool json = false;
  bool no_reconnect = false;
};

DialectKind dialect_named(std::string_view name) {
  const auto* found = std::ranges::find(kOwnDialects, name, [](DialectKind kind) { return name_of(kind); });
  return found != kOwnDialects.end() ? *found : DialectKind::notifications;
}

std::vector<std::string> dialect_names() {
  std::vector<std::string> names;
  for (const DialectKind kind : kOwnDialects) {
    names.emplace_back(name_of(kind));
  }
  return names;
}

/// What is wrong with the flags taken together; nothing if they fit.
std::optional<std::string> misfit(const ListenOptions& options) {
  const DialectKind dialect = dialect_named(options.dialect);
  if (options.since && !has_acks(dialect)) {
    return fmt::format("--since is for the notifications dialect: {} has no cursor", options.dialect);
  }
  if (options.ack && !has_acks(dialect)) {
    return fmt::format("--ack is for the notifications dialect: {} has no acks", options.dialect);
  }
  if (options.job && dialect != DialectKind::jobs) {
    return "--job needs --dialect jobs";
  }
  if (options.job && options.job->empty()) {
    return "--job must be a job's id, or * for all of the user's";
  }
  if (options.since && !Cursor::parse(*options.since)) {
    return "--since must be a cursor like 1a2b3c4d.17.0, as `connected` and notifications carry it";
  }
  return std::nullopt;
}

ListenSettings settings_of(const ListenOptions& options, const config::HttpUrl& url, std::chrono::seconds heartbeat) {
  ListenSettings settings{.url = url, .dialect = dialect_named(options.dialect)};
  settings.since = options.since.value_or("");
  settings.job = options.job.value_or("*");
  settings.acks = options.ack ? Acks::send : Acks::none;
  settings.reconnect = options.no_reconnect ? Reconnect::no : Reconnect::yes;
  settings.output = options.json ? Output::json : Output::lines;
  settings.count = options.count;
  // Only the notifications dialect is told the heartbeat; another server's may be slower than ours.
  settings.silence = std::max(settings.silence, silence_allowed(heartbeat));
  if (options.timeout > 0) {
    settings.end = std::chrono::steady_clock::now() + std::chrono::seconds(options.timeout);
  }
  return settings;
}

int listen(const ListenOptions& options) {
  if (const auto wrong = misfit(options)) {
    return wrong_usage(*wrong);
  }
  const config::LoadedConfig loaded = options.config.load();
  if (!report_problems(loaded)) {
    return kFailed;
  }
  const auto url = base_url(options.url, loaded, Listener::open);
  if (!url) {
    return wrong_usage(url.error());
  }
  ListenSettings settings = settings_of(options, *url, loaded.config.heartbeat.interval);
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
      ->check(CLI::IsMember(dialect_names()))
      ->capture_default_str();
  command->add_option("--job", options->job, "With --dialect jobs, one job only; default: all of the user's")
      ->type_name("ID");
  command->add_option("--since", options->since, "Begin after this cursor; notifications only")->type_name("CURSOR");
  command->add_flag("--ack", options->ack, "Acknowledge each notification; notifications only");
  command->add_flag("--json", options->json, "Print each message as the server sent it, one a line");
  command->add_option("--url", options->url, "The server; default: as configured")->type_name("URL");
  command->add_option("--count", options->count, "End after so many notifications, or news of uploads and jobs")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N");
  command->add_option("--timeout", options->timeout, "End after so many seconds; with --count, that is a failure")
      ->type_name("SECONDS")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{31'536'000}));
  command->add_flag("--no-reconnect", options->no_reconnect, "End when the connection ends");
  options->config.declare(*command);
  command->footer(
      "Example:\n  belfry listen --user ada\n  belfry listen --user ada --json --count 1 --timeout 10\n"
      "  belfry listen --user ada --dialect jobs --job job_20261121_k3v9x2m7");
  command->callback([options, &chosen] {
    chosen = [options] {
      return listen(*options);
    };
  });
}

}  // namespace belfry::cli
