#include "cli/user_client.hpp"

#include "cli/run.hpp"
#include "cli/sign.hpp"
#include "cli/terminal.hpp"

#include <CLI/CLI.hpp>

#include <chrono>

namespace belfry::cli {
namespace {

constexpr std::chrono::minutes kTokenLife{5};

}  // namespace

void UserOptions::declare(CLI::App& command) {
  command.add_option("--user", user, "The user to ask as")->required()->type_name("USER");
  command.add_option("--url", url, "The server; default: as configured")->type_name("URL");
  command.add_flag("--json", json, "Print the server's answer as it is");
  config.declare(command);
}

std::expected<UserClient, int> UserClient::open(const UserOptions& options) {
  const config::LoadedConfig loaded = options.config.load();
  if (!report_problems(loaded)) {
    return std::unexpected(kFailed);
  }
  const auto url = base_url(options.url, loaded, Listener::open);
  if (!url) {
    return std::unexpected(wrong_usage(url.error()));
  }
  const auto token = make_jwt(loaded.config, options.user, kTokenLife, {});
  if (!token) {
    return std::unexpected(failure(token.error()));
  }
  return UserClient(url->str(), *token);
}

}  // namespace belfry::cli
