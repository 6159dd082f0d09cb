#include "cli/command_jobs.hpp"
#include "cli/job_request.hpp"
#include "cli/job_view.hpp"
#include "cli/members.hpp"
#include "cli/service_client.hpp"
#include "cli/terminal.hpp"
#include "json/parse.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <charconv>
#include <memory>
#include <system_error>

namespace belfry::cli {
namespace {

constexpr std::string_view kUnreadable = "the server's answer cannot be read: is this a Belfry server? see --url";
constexpr double kMostSeconds = 1e9;

/// What any of the subcommands is given; each declares what it takes.
struct ReportOptions {
  ServiceOptions service;
  std::string id;
  std::string stage;
  std::optional<std::string> results;
  StartRequest start;
  std::optional<std::string> idempotency_key;
  ProgressRequest progress;
  FailRequest failure;
};

struct Call {
  std::string target;
  Outcome<std::string> body;
  std::vector<std::string> headers = {};
};

std::string job_target(const ReportOptions& options, std::string_view action) {
  return "/jobs/" + percent_encoded(options.id) + std::string(action);
}

Call start(const ReportOptions& options) {
  Call call{"/jobs", start_body(options.start)};
  if (options.idempotency_key) {
    call.headers.push_back("Idempotency-Key: " + *options.idempotency_key);
  }
  return call;
}

Call progress(const ReportOptions& options) {
  return {job_target(options, "/progress"), progress_body(options.progress)};
}

Call complete_stage(const ReportOptions& options) {
  return {job_target(options, "/stages/" + percent_encoded(options.stage) + "/complete"),
          results_body(options.results)};
}

Call complete(const ReportOptions& options) {
  return {job_target(options, "/complete"), results_body(options.results)};
}

Call fail_job(const ReportOptions& options) { return {job_target(options, "/fail"), fail_body(options.failure)}; }

/// For scripts: what is needed to go on with the job.
std::string just_the_id(const boost::json::object& job) { return shown_member(job, "jobId"); }

struct Verb {
  const char* name;
  const char* help;
  const char* example;
  Call (*call)(const ReportOptions& options);
  std::string (*shown)(const boost::json::object& job);
  void (*declare)(CLI::App& command, ReportOptions& options);
};

int report(const ReportOptions& options, const Verb& verb) {
  const Call call = verb.call(options);
  if (!call.body) {
    return wrong_usage(call.body.error());
  }
  const auto client = ServiceClient::open(options.service, "jobs");
  if (!client) {
    return client.error();
  }
  const auto answer = client->post(call.target, *call.body, call.headers);
  if (!answer) {
    return failure(answer.error());
  }
  const auto parsed = json::parse(*answer);
  const auto* job = parsed ? parsed->if_object() : nullptr;
  if (job == nullptr || string_member(*job, "jobId").empty()) {
    return failure(kUnreadable);
  }
  print_line(options.service.json ? *answer : verb.shown(*job));
  return kDone;
}

/// CLI::Range lets "nan" pass.
CLI::Validator up_to(double most) {
  return {[most](const std::string& text) {
            double number = 0;
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
            const bool fits = error == std::errc() && end == text.data() + text.size() && number >= 0 && number <= most;
            return fits ? std::string() : fmt::format("{} is no number from 0 to {}", text, most);
          },
          ""};
}

void declare_id(CLI::App& command, ReportOptions& options) {
  command.add_option("id", options.id, "The job's id")->required()->type_name("ID");
}

void declare_results(CLI::App& command, ReportOptions& options) {
  command.add_option("--results", options.results, "What came of it, a JSON object")->type_name("JSON");
}

void declare_start(CLI::App& command, ReportOptions& options) {
  StartRequest& request = options.start;
  command.add_option("--user", request.user, "Whose job it is")->required()->type_name("USER");
  command.add_option("--kind", request.kind, "What is done, like import; dashboards show upload")
      ->required()
      ->type_name("KIND");
  command.add_option("--title", request.title, "Title")->required()->type_name("TEXT");
  command
      .add_option("--stage", request.stages,
                  "A part of the work and how much of the whole it is; may be given several times, in order")
      ->type_name("NAME[:WEIGHT]");
  command.add_option("--file-name", request.file_name, "The file it is about")->type_name("NAME");
  command.add_option("--total-rows", request.total_rows, "How many rows there are")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N");
  command.add_option("--correlation-id", request.correlation_id, "Carried through to messages and logs")
      ->type_name("ID");
  command.add_option("--idempotency-key", options.idempotency_key, "Makes a repeat of the call harmless")
      ->type_name("KEY");
}

void declare_progress(CLI::App& command, ReportOptions& options) {
  declare_id(command, options);
  ProgressRequest& request = options.progress;
  command.add_option("--stage", request.stage, "The stage at work")->type_name("NAME");
  command.add_option("--stage-progress", request.stage_progress, "Of the stage")
      ->check(up_to(100))
      ->type_name("PERCENT");
  command.add_option("--progress", request.progress, "Of the whole job; default: from the stage and the weights")
      ->check(up_to(100))
      ->type_name("PERCENT");
  command.add_option("--message", request.message, "What is happening")->type_name("TEXT");
  command.add_option("--row", request.row, "The row at work")->check(CLI::NonNegativeNumber)->type_name("N");
  command.add_option("--rows", request.rows, "How many there are")->check(CLI::NonNegativeNumber)->type_name("N");
  command.add_option("--seconds-left", request.seconds_left, "Time left; default: from the progress seen")
      ->check(up_to(kMostSeconds))
      ->type_name("SECONDS");
}

void declare_stage(CLI::App& command, ReportOptions& options) {
  declare_id(command, options);
  command.add_option("stage", options.stage, "The stage that is through")->required()->type_name("STAGE");
  declare_results(command, options);
}

void declare_complete(CLI::App& command, ReportOptions& options) {
  declare_id(command, options);
  declare_results(command, options);
}

void declare_fail(CLI::App& command, ReportOptions& options) {
  declare_id(command, options);
  FailRequest& request = options.failure;
  command.add_option("--code", request.code, "What went wrong, for programs")->required()->type_name("CODE");
  command.add_option("--message", request.message, "What went wrong, for people")->required()->type_name("TEXT");
  command.add_option("--details", request.details, "More of it, a JSON object")->type_name("JSON");
}

void add_verb(CLI::App& jobs, const Verb& verb, Chosen& chosen) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* command = jobs.add_subcommand(verb.name, verb.help);
  verb.declare(*command, *options);
  options->service.declare(*command);
  command->footer(std::string("Example:\n  belfry jobs ") + verb.example);
  command->callback([options, verb, &chosen] {
    chosen = [options, verb] {
      return report(*options, verb);
    };
  });
}

}  // namespace

void add_job_reports(CLI::App& jobs, Chosen& chosen) {
  add_verb(jobs,
           {"start", "Begin a job of a user; prints its id",
            "start --user ada --kind import --title \"Parts list\" --stage parse --stage store:3", start, just_the_id,
            declare_start},
           chosen);
  add_verb(jobs,
           {"progress", "Say how far a job is", "progress job_20261121_k3v9x2m7 --stage store --stage-progress 40",
            progress, job_standing, declare_progress},
           chosen);
  add_verb(jobs,
           {"stage", "Say that a stage is through", "stage job_20261121_k3v9x2m7 parse --results '{\"rows\": 1000}'",
            complete_stage, job_standing, declare_stage},
           chosen);
  add_verb(jobs,
           {"complete", "Say that a job is done", "complete job_20261121_k3v9x2m7 --results '{\"rows\": 1000}'",
            complete, job_standing, declare_complete},
           chosen);
  add_verb(jobs,
           {"fail", "Say that a job has failed", "fail job_20261121_k3v9x2m7 --code BAD_ROW --message \"Row 7 is bad\"",
            fail_job, job_standing, declare_fail},
           chosen);
}

}  // namespace belfry::cli
