#include "cli/commands.hpp"
#include "cli/members.hpp"
#include "cli/report_view.hpp"
#include "cli/service_client.hpp"
#include "cli/terminal.hpp"
#include "json/parse.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <boost/json/array.hpp>

#include <algorithm>
#include <memory>

namespace belfry::cli {
namespace {

constexpr std::size_t kLargestPage = 200;  // what the route gives at once
constexpr std::string_view kUnreadable = "the server's answer cannot be read: is this a Belfry server? see --url";

struct ExplainOptions {
  ServiceOptions service;
  std::string id;
  std::optional<std::string> user;
  std::size_t limit = 50;
};

/// What is printed of a report, page by page.
struct Explanation {
  std::string title;
  Table table = report_table();
  std::size_t users = 0;
  std::string next;  ///< the cursor of the next page; empty: there is none
};

std::string target_of(const ExplainOptions& options, const Explanation& so_far) {
  const std::size_t page = std::min(options.limit - so_far.users, kLargestPage);
  std::string target = fmt::format("/notifications/{}/delivery?limit={}", percent_encoded(options.id), page);
  if (options.user) {
    target += "&userId=" + percent_encoded(*options.user);
  }
  if (!so_far.next.empty()) {
    target += "&cursor=" + percent_encoded(so_far.next);
  }
  return target;
}

Outcome<void> take_page(const std::string& body, Explanation& so_far) {
  const auto parsed = json::parse(body);
  const auto* report = parsed ? parsed->if_object() : nullptr;
  const auto* member = report != nullptr ? report->if_contains("users") : nullptr;
  const auto* users = member != nullptr ? member->if_array() : nullptr;
  if (users == nullptr) {
    return refuse(std::string(kUnreadable));
  }
  so_far.title = report_title(*report);
  so_far.next = string_member(*report, "nextCursor");
  so_far.users += users->size();
  for (const boost::json::value& user : *users) {
    if (const auto* object = user.if_object()) {
      add_delivery(so_far.table, *object);
    }
  }
  return {};
}

int print(const ExplainOptions& options, const Explanation& explanation) {
  print_line(explanation.title);
  if (explanation.table.empty()) {
    print_line(options.user ? "  nothing was decided for this user" : "  nothing was decided for any user");
    return kDone;
  }
  for (const std::string& line : explanation.table.lines()) {
    print_line(line);
  }
  if (!explanation.next.empty()) {
    print_line("  .. and more: name one with --user, or raise --limit");
  }
  return kDone;
}

int explain(const ExplainOptions& options) {
  const auto client = ServiceClient::open(options.service, "publish");
  if (!client) {
    return client.error();
  }
  Explanation explanation;
  do {
    const auto body = client->get(target_of(options, explanation));
    if (!body) {
      return failure(body.error());
    }
    if (const auto taken = take_page(*body, explanation); !taken) {
      return failure(taken.error());
    }
    if (options.service.json) {
      print_line(*body);
    }
  } while (!explanation.next.empty() && explanation.users < options.limit);
  return options.service.json ? kDone : print(options, explanation);
}

}  // namespace

void add_explain_command(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* command = app.add_subcommand("explain", "Why a user did or did not get a notification");
  command->add_option("id", options->id, "The notification's id")->required()->type_name("ID");
  command->add_option("--user", options->user, "This user only")->type_name("USER");
  command->add_option("--limit", options->limit, "Users at most")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str()
      ->type_name("N");
  options->service.declare(*command);
  command->footer(
      "Example:\n  belfry explain 01a1fb67-1bde-7d40-8a6b-0123456789ab --user ada\n"
      "With --json a line a page, as the server answers it.");
  command->callback([options, &chosen] {
    chosen = [options] {
      return explain(*options);
    };
  });
}

}  // namespace belfry::cli
