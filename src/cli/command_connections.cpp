#include "cli/commands.hpp"
#include "cli/service_client.hpp"
#include "cli/terminal.hpp"
#include "json/parse.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <memory>

namespace belfry::cli {
namespace {

constexpr std::string_view kScope = "connections";
constexpr std::string_view kUnreadable = "the server's answer cannot be read: is this a Belfry server? see --url";

struct ConnectionsOptions {
  ServiceOptions service;
  std::optional<std::string> user;
  std::string id;
  std::string text;
};

std::string text_of(const boost::json::object& connection, std::string_view member) {
  const auto* value = connection.if_contains(member);
  return value != nullptr && value->is_string() ? printable(std::string_view(value->get_string())) : std::string("-");
}

void print_short(const boost::json::object& connection) {
  print_line(fmt::format("{}  {}  {}  {}  since {}", text_of(connection, "connectionId"), text_of(connection, "userId"),
                         text_of(connection, "dialect"), text_of(connection, "sourceIp"),
                         text_of(connection, "connectedAt")));
}

/// Prints a page; answers the cursor of the next one, empty at the end.
Outcome<std::string> print_page(const ServiceOptions& options, const std::string& body) {
  const auto parsed = json::parse(body);
  const auto* page = parsed ? parsed->if_object() : nullptr;
  const auto* items = page != nullptr && page->contains("items") ? page->at("items").if_array() : nullptr;
  if (items == nullptr) {
    return refuse(std::string(kUnreadable));
  }
  for (const boost::json::value& item : *items) {
    if (options.json) {
      print_line(boost::json::serialize(item));
    } else if (const auto* connection = item.if_object()) {
      print_short(*connection);
    }
  }
  const auto* next = page->if_contains("nextCursor");
  return next != nullptr && next->is_string() ? std::string(next->get_string()) : std::string();
}

int list(const ConnectionsOptions& options) {
  const auto client = ServiceClient::open(options.service, kScope);
  if (!client) {
    return client.error();
  }
  const std::string query = options.user ? "&userId=" + percent_encoded(*options.user) : "";
  std::string cursor;
  do {
    const auto body =
        client->get("/connections?limit=200" + query + (cursor.empty() ? "" : "&cursor=" + percent_encoded(cursor)));
    if (!body) {
      return failure(body.error());
    }
    auto next = print_page(options.service, *body);
    if (!next) {
      return failure(next.error());
    }
    cursor = std::move(*next);
  } while (!cursor.empty());
  return kDone;
}

int print_record(const ServiceOptions& options, const std::string& body) {
  const auto parsed = json::parse(body);
  if (!parsed || !parsed->is_object()) {
    return failure(kUnreadable);
  }
  if (options.json) {
    print_line(body);
    return kDone;
  }
  for (const auto& member : parsed->get_object()) {
    const boost::json::value& value = member.value();
    print_line(
        fmt::format("{:<14}{}", printable(member.key()),
                    printable(value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value))));
  }
  return kDone;
}

int get(const ConnectionsOptions& options) {
  const auto client = ServiceClient::open(options.service, kScope);
  if (!client) {
    return client.error();
  }
  const auto body = client->get("/connections/" + percent_encoded(options.id));
  return body ? print_record(options.service, *body) : failure(body.error());
}

int report(const ServiceOptions& options, const Outcome<std::string>& answer, std::string_view done) {
  if (!answer) {
    return failure(answer.error());
  }
  print_line(options.json ? std::string_view(answer->empty() ? "{}" : *answer) : done);
  return kDone;
}

int send(const ConnectionsOptions& options) {
  const auto client = ServiceClient::open(options.service, kScope);
  if (!client) {
    return client.error();
  }
  return report(options.service, client->post("/connections/" + percent_encoded(options.id), options.text), "sent");
}

int close(const ConnectionsOptions& options) {
  const auto client = ServiceClient::open(options.service, kScope);
  if (!client) {
    return client.error();
  }
  return report(options.service, client->remove("/connections/" + percent_encoded(options.id)), "closed");
}

using Work = int (*)(const ConnectionsOptions& options);

struct Verb {
  const char* name;
  const char* help;
  Work work;
  bool names_one;
};

void add_verb(CLI::App& parent, const Verb& verb, Chosen& chosen) {
  auto options = std::make_shared<ConnectionsOptions>();
  CLI::App* command = parent.add_subcommand(verb.name, verb.help);
  if (verb.names_one) {
    command->add_option("id", options->id, "The connection's id")->required()->type_name("ID");
  } else {
    command->add_option("--user", options->user, "Those of this user only")->type_name("USER");
  }
  if (verb.work == send) {
    command->add_option("text", options->text, "The message, as it is")->required()->type_name("TEXT");
  }
  options->service.declare(*command);
  command->callback([options, work = verb.work, &chosen] {
    chosen = [options, work] {
      return work(*options);
    };
  });
}

}  // namespace

void add_connections_command(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("connections", "Look at open connections, write to one, close one");
  command->require_subcommand(1);
  add_verb(*command, {"list", "Open connections, one a line; with --json each as a JSON object", list, false}, chosen);
  add_verb(*command, {"get", "What is known of one", get, true}, chosen);
  add_verb(*command, {"send", "Send it a message, byte by byte", send, true}, chosen);
  add_verb(*command, {"close", "Close it, 4503; its client stays away", close, true}, chosen);
}

}  // namespace belfry::cli
