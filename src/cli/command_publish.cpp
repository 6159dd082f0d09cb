#include "cli/commands.hpp"
#include "cli/members.hpp"
#include "cli/publish_request.hpp"
#include "cli/service_client.hpp"
#include "cli/terminal.hpp"
#include "json/parse.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <memory>

namespace belfry::cli {
namespace {

struct PublishOptions {
  ServiceOptions service;
  PublishRequest request;
  std::optional<std::string> idempotency_key;
};

std::string audience_of(const PublishRequest& request, std::int64_t accepted) {
  if (request.everybody) {
    return "everybody";
  }
  const char* plural = accepted == 1 ? "" : "s";
  return request.users.empty() ? fmt::format("{} subscriber{} of {}", accepted, plural, printable(*request.channel))
                               : fmt::format("{} user{}", accepted, plural);
}

void print_suppressed(const boost::json::object& answer) {
  const auto* suppressed = answer.if_contains("suppressed");
  if (suppressed == nullptr || !suppressed->is_array()) {
    return;
  }
  for (const auto& entry : suppressed->get_array()) {
    if (const auto* user = entry.if_object()) {
      print_line(fmt::format("  not to {}: {}", printable(string_member(*user, "userId")),
                             printable(string_member(*user, "reason"))));
    }
  }
}

/// `published <id> to 1 user`, and who was left out and why.
int print_answer(const PublishRequest& request, const std::string& body) {
  const auto parsed = json::parse(body);
  const auto* answer = parsed ? parsed->if_object() : nullptr;
  if (answer == nullptr || string_member(*answer, "id").empty()) {
    return failure("the server's answer cannot be read: is this a Belfry server? see --url");
  }
  print_line(fmt::format("published {} to {}", printable(string_member(*answer, "id")),
                         audience_of(request, integer_member(*answer, "accepted"))));
  print_suppressed(*answer);
  return kDone;
}

int publish(const PublishOptions& options) {
  const Instant now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto body = publish_body(options.request, now);
  if (!body) {
    return wrong_usage(body.error());
  }
  const auto client = ServiceClient::open(options.service, "publish");
  if (!client) {
    return client.error();
  }
  std::vector<std::string> headers;
  if (options.idempotency_key) {
    headers.push_back("Idempotency-Key: " + *options.idempotency_key);
  }
  const auto answer = client->post("/notifications", *body, std::move(headers));
  if (!answer) {
    return failure(answer.error());
  }
  if (options.service.json) {
    print_line(*answer);
    return kDone;
  }
  return print_answer(options.request, *answer);
}

void declare_audience(CLI::App& command, PublishRequest& request) {
  command.add_option("--user", request.users, "A user; may be given several times")->type_name("USER");
  command.add_flag("--all", request.everybody, "Everybody: an announcement");
  command.add_option("--channel", request.channel, "Its subscribers; with --user the channel that it belongs to")
      ->type_name("CHANNEL");
}

void declare_notification(CLI::App& command, PublishRequest& request) {
  command.add_option("--type", request.type, "Notification type, like upload_complete")->required()->type_name("TYPE");
  command.add_option("--title", request.title, "Title")->required()->type_name("TEXT");
  command.add_option("--body", request.body, "Text below the title")->type_name("TEXT");
  command.add_option("--icon", request.icon, "Icon name")->type_name("ICON");
  command.add_option("--action-url", request.action_url, "Where a click leads: https, http or /path")->type_name("URL");
  command.add_option("--data", request.data, "A JSON object for the application")->type_name("JSON");
  command.add_option("--expires-in", request.expires_in, "When it leaves the inbox, like 1h")->type_name("DURATION");
  command.add_option("--dedupe-key", request.dedupe_key, "Drops a repeat with the same key within 24 h, user by user")
      ->type_name("KEY");
  command.add_option("--collapse-key", request.collapse_key, "Replaces a user's unread one with the same key")
      ->type_name("KEY");
}

}  // namespace

void add_publish_command(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<PublishOptions>();
  CLI::App* command = app.add_subcommand("publish", "Send a notification");
  declare_audience(*command, options->request);
  declare_notification(*command, options->request);
  command->add_option("--idempotency-key", options->idempotency_key, "Makes a repeat of the call harmless")
      ->type_name("KEY");
  options->service.declare(*command);
  command->footer(
      "Example:\n  belfry publish --user ada --type upload_complete --title \"Parts list is in\" "
      "--action-url /parts\n"
      "  belfry publish --channel team:7 --type new_comment --title \"Grace commented\" --collapse-key thread:12\n"
      "  belfry publish --all --type maintenance_scheduled --title \"Down on Sunday at 6\" --expires-in 3d");
  command->callback([options, &chosen] {
    chosen = [options] {
      return publish(*options);
    };
  });
}

}  // namespace belfry::cli
