#include "cli/command_jobs.hpp"
#include "cli/job_view.hpp"
#include "cli/members.hpp"
#include "cli/terminal.hpp"
#include "cli/user_client.hpp"
#include "json/parse.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <memory>

namespace belfry::cli {
namespace {

constexpr std::size_t kLargestPage = 200;  // what the route gives at once
constexpr std::string_view kUnreadable = "the server's answer cannot be read: is this a Belfry server? see --url";

struct ListOptions {
  UserOptions user;
  bool unfinished = false;
  std::size_t limit = 50;
};

struct Listing {
  Table table = job_table();
  std::size_t jobs = 0;
  std::string next;  ///< the cursor of the next page; empty: there is none
};

std::string target_of(const ListOptions& options, const Listing& so_far) {
  std::string target = fmt::format("/jobs?limit={}", std::min(options.limit - so_far.jobs, kLargestPage));
  if (options.unfinished) {
    target += "&unfinished=true";
  }
  if (!so_far.next.empty()) {
    target += "&cursor=" + percent_encoded(so_far.next);
  }
  return target;
}

/// With --json a page is printed at once, a job a line; the table comes when it is whole.
Outcome<void> take_page(const ListOptions& options, const std::string& body, Listing& listing) {
  const auto parsed = json::parse(body);
  const auto* page = parsed ? parsed->if_object() : nullptr;
  const auto* member = page != nullptr ? page->if_contains("items") : nullptr;
  const auto* items = member != nullptr ? member->if_array() : nullptr;
  if (items == nullptr) {
    return refuse(std::string(kUnreadable));
  }
  for (const boost::json::value& item : *items) {
    if (options.user.json) {
      print_line(boost::json::serialize(item));
    } else if (const auto* job = item.if_object()) {
      add_job(listing.table, *job);
    }
  }
  listing.jobs += items->size();
  listing.next = items->empty() ? std::string_view() : string_member(*page, "nextCursor");
  return {};
}

int print(const ListOptions& options, const Listing& listing) {
  if (listing.table.empty()) {
    print_line(options.unfinished ? "no unfinished jobs" : "no jobs");
    return kDone;
  }
  for (const std::string& line : listing.table.lines()) {
    print_line(line);
  }
  if (!listing.next.empty()) {
    print_line("  .. and more: raise --limit");
  }
  return kDone;
}

int list(const ListOptions& options) {
  const auto client = UserClient::open(options.user);
  if (!client) {
    return client.error();
  }
  Listing listing;
  do {
    const auto body = client->get(target_of(options, listing));
    if (!body) {
      return failure(body.error());
    }
    if (const auto taken = take_page(options, *body, listing); !taken) {
      return failure(taken.error());
    }
  } while (!listing.next.empty() && listing.jobs < options.limit);
  return options.user.json ? kDone : print(options, listing);
}

struct OneJobOptions {
  UserOptions user;
  std::string id;
};

std::string target_of(const OneJobOptions& options) { return "/jobs/" + percent_encoded(options.id); }

Outcome<std::string> show(const UserClient& client, const OneJobOptions& options) {
  return client.get(target_of(options));
}

Outcome<std::string> cancel(const UserClient& client, const OneJobOptions& options) {
  return client.post(target_of(options) + "/cancel", "");
}

std::vector<std::string> standing_only(const boost::json::object& job) { return {job_standing(job)}; }

struct Verb {
  const char* name;
  const char* help;
  Outcome<std::string> (*ask)(const UserClient& client, const OneJobOptions& options);
  std::vector<std::string> (*shown)(const boost::json::object& job);
};

int about_one(const OneJobOptions& options, const Verb& verb) {
  const auto client = UserClient::open(options.user);
  if (!client) {
    return client.error();
  }
  const auto answer = verb.ask(*client, options);
  if (!answer) {
    return failure(answer.error());
  }
  const auto parsed = json::parse(*answer);
  const auto* job = parsed ? parsed->if_object() : nullptr;
  if (job == nullptr || string_member(*job, "jobId").empty()) {
    return failure(kUnreadable);
  }
  for (const std::string& line : options.user.json ? std::vector<std::string>{*answer} : verb.shown(*job)) {
    print_line(line);
  }
  return kDone;
}

void add_verb(CLI::App& jobs, const Verb& verb, Chosen& chosen) {
  auto options = std::make_shared<OneJobOptions>();
  CLI::App* command = jobs.add_subcommand(verb.name, verb.help);
  command->add_option("id", options->id, "The job's id")->required()->type_name("ID");
  options->user.declare(*command);
  command->footer(fmt::format("Example:\n  belfry jobs {} job_20261121_k3v9x2m7 --user ada", verb.name));
  command->callback([options, verb, &chosen] {
    chosen = [options, verb] {
      return about_one(*options, verb);
    };
  });
}

void add_list(CLI::App& jobs, Chosen& chosen) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* command = jobs.add_subcommand("list", "A user's jobs, newest first; with --json each as a JSON object");
  command->add_flag("--unfinished", options->unfinished, "Only those that are queued or run");
  command->add_option("--limit", options->limit, "Jobs at most")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str()
      ->type_name("N");
  options->user.declare(*command);
  command->footer("Example:\n  belfry jobs list --user ada --unfinished");
  command->callback([options, &chosen] {
    chosen = [options] {
      return list(*options);
    };
  });
}

}  // namespace

void add_own_jobs(CLI::App& jobs, Chosen& chosen) {
  add_list(jobs, chosen);
  add_verb(jobs, {"show", "What is known of a job", show, job_record}, chosen);
  add_verb(jobs, {"cancel", "Cancel a job, as its user; its service stops with its next report", cancel, standing_only},
           chosen);
}

}  // namespace belfry::cli
