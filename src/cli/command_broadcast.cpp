#include "cli/commands.hpp"
#include "cli/service_client.hpp"
#include "cli/terminal.hpp"
#include "json/parse.hpp"
#include "json/writer.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <boost/json/object.hpp>

#include <memory>

namespace belfry::cli {
namespace {

struct BroadcastOptions {
  ServiceOptions service;
  bool all = false;
  std::optional<std::string> user;
  std::optional<std::string> connection;
  std::string type;
  std::string data;
};

Outcome<std::string> broadcast_body(const BroadcastOptions& options) {
  const auto data = json::parse(options.data);
  if (!data || !data->is_object()) {
    return refuse("--data must be a JSON object like '{\"title\": \"Hello\", \"message\": \"..\"}'");
  }
  json::Writer writer;
  writer.begin_object();
  writer.key("target");
  writer.begin_object();
  if (options.all) {
    writer.member("all", true);
  }
  writer.member("userId", options.user);
  writer.member("connectionId", options.connection);
  writer.end_object();
  writer.key("message");
  writer.begin_object();
  writer.member("type", options.type);
  writer.key("data");
  writer.value(*data);
  writer.end_object();
  writer.end_object();
  return writer.take();
}

std::optional<std::uint64_t> count_in(const std::string& answer, std::string_view member) {
  const auto parsed = json::parse(answer);
  const auto* object = parsed ? parsed->if_object() : nullptr;
  const auto* value = object != nullptr ? object->if_contains(member) : nullptr;
  const auto* count = value != nullptr ? value->if_int64() : nullptr;
  return count != nullptr ? std::optional(static_cast<std::uint64_t>(*count)) : std::nullopt;
}

int print_tally(const BroadcastOptions& options, const std::string& answer) {
  const auto succeeded = count_in(answer, "successCount");
  const auto failed = count_in(answer, "failureCount");
  if (!succeeded || !failed) {
    return failure("the server's answer cannot be read: is this a Belfry server? see --url");
  }
  if (options.service.json) {
    print_line(answer);
  } else {
    print_line(fmt::format("reached {} connection{}, {} failed", *succeeded, *succeeded == 1 ? "" : "s", *failed));
  }
  return *succeeded == 0 && *failed > 0 ? kFailed : kDone;
}

int broadcast(const BroadcastOptions& options) {
  const auto body = broadcast_body(options);
  if (!body) {
    return wrong_usage(body.error());
  }
  const auto client = ServiceClient::open(options.service, "broadcast");
  if (!client) {
    return client.error();
  }
  const auto answer = client->post("/broadcast", *body);
  return answer ? print_tally(options, *answer) : failure(answer.error());
}

}  // namespace

void add_broadcast_command(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<BroadcastOptions>();
  CLI::App* command = app.add_subcommand("broadcast", "Push a message to who is connected now, keeping it nowhere");
  CLI::Option_group* target = command->add_option_group("target", "Whom it is for");
  target->add_flag("--all", options->all, "Everybody");
  target->add_option("--user", options->user, "The connections of a user")->type_name("USER");
  target->add_option("--connection", options->connection, "One connection")->type_name("ID");
  target->require_option(1);
  command->add_option("--type", options->type, "notification or upload_progress")->required()->type_name("TYPE");
  command->add_option("--data", options->data, "The message's data, a JSON object")->required()->type_name("JSON");
  options->service.declare(*command);
  command->footer(
      "Example:\n  belfry broadcast --all --type notification --data '{\"title\": \"Hello\", \"message\": \"To "
      "all\"}'\n"
      "Ends with 1 when no connection took it.");
  command->callback([options, &chosen] {
    chosen = [options] {
      return broadcast(*options);
    };
  });
}

}  // namespace belfry::cli
