#include "cli/commands.hpp"
#include "cli/config_options.hpp"
#include "cli/duration.hpp"
#include "cli/sign.hpp"
#include "cli/terminal.hpp"
#include "json/writer.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace belfry::cli {
namespace {

struct TokenOptions {
  ConfigOptions config;
  std::string user;
  std::string ttl = "1h";
  std::vector<std::string> scopes;
  bool json = false;
};

int print_token(const Outcome<std::string>& token, bool json) {
  if (!token) {
    return failure(token.error());
  }
  if (json) {
    json::Writer writer;
    writer.begin_object();
    writer.member("token", *token);
    writer.end_object();
    print_line(writer.take());
  } else {
    print_line(*token);
  }
  return kDone;
}

int print_jwt(const TokenOptions& options) {
  const auto ttl = parse_duration(options.ttl);
  if (!ttl) {
    return wrong_usage("--ttl must be a duration like 90s, 15m, 1h or 7d");
  }
  const config::LoadedConfig loaded = options.config.load();
  if (!report_problems(loaded)) {
    return kFailed;
  }
  return print_token(make_jwt(loaded.config, options.user, *ttl, options.scopes), options.json);
}

int print_connection_token(const TokenOptions& options) {
  const config::LoadedConfig loaded = options.config.load();
  if (!report_problems(loaded)) {
    return kFailed;
  }
  return print_token(make_connection_token(loaded.config, options.user), options.json);
}

CLI::App* add(CLI::App& parent, const char* name, const char* description, TokenOptions& options) {
  CLI::App* command = parent.add_subcommand(name, description);
  options.config.declare(*command);
  command->add_option("--user", options.user, "The user that the token is for")->required()->type_name("USER");
  command->add_flag("--json", options.json, "Print {token}");
  return command;
}

}  // namespace

void add_token_command(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("token", "Make a token for trying things");
  command->require_subcommand(1);
  command->footer("Example:\n  belfry token jwt --user ada --ttl 1h\n  belfry token connection --user ada");

  auto jwt = std::make_shared<TokenOptions>();
  CLI::App* jwt_command = add(*command, "jwt", "A user JWT, signed with auth.jwt.hs256_secret", *jwt);
  jwt_command->add_option("--ttl", jwt->ttl, "How long it holds")->type_name("DURATION")->capture_default_str();
  jwt_command->add_option("--scope", jwt->scopes, "A scope; may be given several times")->type_name("SCOPE");
  jwt_command->footer("Example:\n  belfry token jwt --user ada --ttl 1h --scope belfry:admin");
  jwt_command->callback([jwt, &chosen] {
    chosen = [jwt] {
      return print_jwt(*jwt);
    };
  });

  auto connection = std::make_shared<TokenOptions>();
  CLI::App* connection_command =
      add(*command, "connection", "A connection token: opens one connection, once", *connection);
  connection_command->footer("Example:\n  belfry token connection --user ada");
  connection_command->callback([connection, &chosen] {
    chosen = [connection] {
      return print_connection_token(*connection);
    };
  });
}

}  // namespace belfry::cli
