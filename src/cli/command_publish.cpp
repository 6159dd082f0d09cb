#include "cli/commands.hpp"
#include "cli/config_options.hpp"
#include "cli/http_call.hpp"
#include "cli/publish_request.hpp"
#include "cli/sign.hpp"
#include "cli/terminal.hpp"
#include "json/parse.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <boost/json/object.hpp>

#include <memory>

namespace belfry::cli {
namespace {

struct PublishOptions {
  ConfigOptions config;
  PublishRequest request;
  std::optional<std::string> idempotency_key;
  std::optional<std::string> url;
  std::optional<std::string> key;
  bool all = false;
  bool json = false;
};

std::uint64_t count_of(const boost::json::object& answer, std::string_view member) {
  const auto* value = answer.if_contains(member);
  return value != nullptr && value->is_int64() ? static_cast<std::uint64_t>(value->get_int64()) : 0;
}

/// `published <id> to 1 user`, and who was left out and why.
int print_answer(const std::string& body) {
  const auto parsed = json::parse(body);
  const auto* answer = parsed && parsed->is_object() ? &parsed->get_object() : nullptr;
  const auto* id = answer != nullptr ? answer->if_contains("id") : nullptr;
  if (id == nullptr || !id->is_string()) {
    return failure("the server's answer cannot be read: is this a Belfry server? see --url");
  }
  const std::uint64_t accepted = count_of(*answer, "accepted");
  print_line(fmt::format("published {} to {} user{}", printable(std::string_view(id->get_string())), accepted,
                         accepted == 1 ? "" : "s"));
  const auto* suppressed = answer->if_contains("suppressed");
  if (suppressed == nullptr || !suppressed->is_array()) {
    return kDone;
  }
  for (const auto& entry : suppressed->get_array()) {
    const auto* object = entry.if_object();
    const auto* user = object != nullptr ? object->if_contains("userId") : nullptr;
    const auto* reason = object != nullptr ? object->if_contains("reason") : nullptr;
    if (user != nullptr && reason != nullptr && user->is_string() && reason->is_string()) {
      print_line(fmt::format("  not to {}: {}", printable(std::string_view(user->get_string())),
                             printable(std::string_view(reason->get_string()))));
    }
  }
  return kDone;
}

int send(const PublishOptions& options, const config::LoadedConfig& loaded, const std::string& body) {
  const auto key = options.key ? Outcome<std::string>(*options.key) : service_key(loaded.config, "publish");
  if (!key) {
    return failure(key.error());
  }
  const auto url = base_url(options.url, loaded, Listener::internal);
  if (!url) {
    return wrong_usage(url.error());
  }
  HttpRequest request{.method = "POST", .url = url->str() + "/notifications", .bearer = *key, .body = body};
  if (options.idempotency_key) {
    request.headers.push_back("Idempotency-Key: " + *options.idempotency_key);
  }
  const auto answer = call(request);
  if (!answer) {
    return failure(answer.error());
  }
  if (answer->status / 100 != 2) {
    return failure(describe_refusal(*answer));
  }
  if (options.json) {
    print_line(answer->body);
    return kDone;
  }
  return print_answer(answer->body);
}

int publish(const PublishOptions& options) {
  if (options.all) {
    return wrong_usage("--all is not supported by this build yet: name the users with --user");
  }
  const Instant now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto body = publish_body(options.request, now);
  if (!body) {
    return wrong_usage(body.error());
  }
  const config::LoadedConfig loaded = options.config.load();
  if (!report_problems(loaded)) {
    return kFailed;
  }
  return send(options, loaded, *body);
}

void declare_notification(CLI::App& command, PublishRequest& request) {
  command.add_option("--user", request.users, "A user; may be given several times")->type_name("USER");
  command.add_option("--type", request.type, "Notification type, like upload_complete")->required()->type_name("TYPE");
  command.add_option("--title", request.title, "Title")->required()->type_name("TEXT");
  command.add_option("--body", request.body, "Text below the title")->type_name("TEXT");
  command.add_option("--icon", request.icon, "Icon name")->type_name("ICON");
  command.add_option("--action-url", request.action_url, "Where a click leads: https, http or /path")->type_name("URL");
  command.add_option("--data", request.data, "A JSON object for the application")->type_name("JSON");
  command.add_option("--channel", request.channel, "The channel that it belongs to")->type_name("CHANNEL");
  command.add_option("--expires-in", request.expires_in, "When it leaves the inbox, like 1h")->type_name("DURATION");
}

}  // namespace

void add_publish_command(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<PublishOptions>();
  CLI::App* command = app.add_subcommand("publish", "Send a notification");
  declare_notification(*command, options->request);
  command->add_flag("--all", options->all, "To everybody (not supported yet)");
  command->add_option("--idempotency-key", options->idempotency_key, "Makes a repeat harmless")->type_name("KEY");
  command->add_option("--url", options->url, "The server; default: as configured")->type_name("URL");
  command->add_option("--key", options->key, "Service key; default: as configured")->type_name("KEY");
  command->add_flag("--json", options->json, "Print the server's answer as it is");
  options->config.declare(*command);
  command->footer(
      "Example:\n  belfry publish --user ada --type upload_complete --title \"Parts list is in\" "
      "--action-url /parts");
  command->callback([options, &chosen] {
    chosen = [options] {
      return publish(*options);
    };
  });
}

}  // namespace belfry::cli
