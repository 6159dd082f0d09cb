#include "cli/commands.hpp"
#include "cli/members.hpp"
#include "cli/message_line.hpp"
#include "cli/service_client.hpp"
#include "cli/table.hpp"
#include "cli/terminal.hpp"
#include "json/parse.hpp"
#include "json/writer.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <memory>

namespace belfry::cli {
namespace {

constexpr std::string_view kScope = "admin";
constexpr std::string_view kUnreadable = "the server's answer cannot be read: is this a Belfry server? see --url";

struct OutboxOptions {
  ServiceOptions service;
  std::vector<std::string> ids;
};

int status(const OutboxOptions& options) {
  const auto client = ServiceClient::open(options.service, kScope);
  if (!client) {
    return client.error();
  }
  const auto body = client->get("/outbox");
  if (!body) {
    return failure(body.error());
  }
  if (options.service.json) {
    print_line(*body);
    return kDone;
  }
  const auto parsed = json::parse(*body);
  if (!parsed || !parsed->is_object() || !parsed->get_object().contains("waiting")) {
    return failure(kUnreadable);
  }
  const boost::json::object& told = parsed->get_object();
  std::string line = fmt::format("{} waiting, {} dead", integer_member(told, "waiting"), integer_member(told, "dead"));
  if (told.contains("oldest")) {
    line += ", the oldest from " + date_and_time(integer_member(told, "oldest"));
  }
  print_line(line);
  return kDone;
}

std::vector<std::string> cells_of(const boost::json::object& event) {
  const auto user = string_member(event, "userId");
  return {printable(string_member(event, "id")),
          printable(string_member(event, "type")),
          user.empty() ? std::string("(everybody)") : printable(user),
          date_and_time(integer_member(event, "at")),
          fmt::format("{}", integer_member(event, "attempts")),
          printable(string_member(event, "lastError"))};
}

/// Takes a page; answers the `after` of the next one, empty at the end.
Outcome<std::string> take_page(const OutboxOptions& options, const std::string& body, Table& table) {
  const auto parsed = json::parse(body);
  const auto* page = parsed ? parsed->if_object() : nullptr;
  const auto* member = page != nullptr ? page->if_contains("items") : nullptr;
  const auto* items = member != nullptr ? member->if_array() : nullptr;
  if (items == nullptr) {
    return refuse(std::string(kUnreadable));
  }
  for (const boost::json::value& item : *items) {
    if (options.service.json) {
      print_line(boost::json::serialize(item));
    } else if (const auto* event = item.if_object()) {
      table.add(cells_of(*event));
    }
  }
  return std::string(string_member(*page, "nextAfter"));
}

int list(const OutboxOptions& options) {
  const auto client = ServiceClient::open(options.service, kScope);
  if (!client) {
    return client.error();
  }
  Table table({"EVENT", "TYPE", "USER", "HAPPENED", "ATTEMPTS", "LAST ERROR"});
  std::string after;
  do {
    const auto body = client->get("/outbox/dead?limit=200" + (after.empty() ? "" : "&after=" + percent_encoded(after)));
    if (!body) {
      return failure(body.error());
    }
    auto next = take_page(options, *body, table);
    if (!next) {
      return failure(next.error());
    }
    after = std::move(*next);
  } while (!after.empty());
  if (options.service.json) {
    return kDone;
  }
  if (table.empty()) {
    print_line("no event is dead");
    return kDone;
  }
  for (const std::string& line : table.lines()) {
    print_line(line);
  }
  return kDone;
}

std::string retry_body(const std::vector<std::string>& ids) {
  json::Writer writer;
  writer.begin_object();
  if (!ids.empty()) {
    writer.key("ids");
    writer.begin_array();
    for (const std::string& id : ids) {
      writer.string(id);
    }
    writer.end_array();
  }
  writer.end_object();
  return writer.take();
}

int retry(const OutboxOptions& options) {
  const auto client = ServiceClient::open(options.service, kScope);
  if (!client) {
    return client.error();
  }
  const auto body = client->post("/outbox/retry", retry_body(options.ids));
  if (!body) {
    return failure(body.error());
  }
  if (options.service.json) {
    print_line(*body);
    return kDone;
  }
  const auto parsed = json::parse(*body);
  if (!parsed || !parsed->is_object() || !parsed->get_object().contains("retried")) {
    return failure(kUnreadable);
  }
  const auto retried = integer_member(parsed->get_object(), "retried");
  print_line(fmt::format("{} event{} wait{} again", retried, retried == 1 ? "" : "s", retried == 1 ? "s" : ""));
  return kDone;
}

using Work = int (*)(const OutboxOptions& options);

CLI::App* add_verb(CLI::App& parent, const char* name, const char* help, Work work,
                   const std::shared_ptr<OutboxOptions>& options, Chosen& chosen) {
  CLI::App* command = parent.add_subcommand(name, help);
  options->service.declare(*command);
  command->callback([options, work, &chosen] {
    chosen = [options, work] {
      return work(*options);
    };
  });
  return command;
}

}  // namespace

void add_outbox_command(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("outbox", "Look at the events that wait for other services, revive the dead");
  command->require_subcommand(1);
  command->footer("Example:\n  belfry outbox list\n  belfry outbox retry evt_1042");
  add_verb(*command, "status", "How many wait, and how many are dead", status, std::make_shared<OutboxOptions>(),
           chosen);
  add_verb(*command, "list", "The dead, oldest first; with --json each as a JSON object", list,
           std::make_shared<OutboxOptions>(), chosen);
  const auto options = std::make_shared<OutboxOptions>();
  add_verb(*command, "retry", "Send the dead again", retry, options, chosen)
      ->add_option("ids", options->ids, "These events only; default: all")
      ->type_name("EVENT");
}

}  // namespace belfry::cli
