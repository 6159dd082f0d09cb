#include "cli/command_jobs.hpp"

#include "cli/commands.hpp"

#include <CLI/CLI.hpp>

namespace belfry::cli {

void add_jobs_command(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("jobs", "Report the progress of long operations; look at them, cancel one");
  command->require_subcommand(1);
  command->footer(
      "Example:\n  belfry jobs list --user ada\n"
      "  id=$(belfry jobs start --user ada --kind import --title \"Parts list\" --stage parse --stage store:3)\n"
      "  belfry jobs progress $id --stage parse --stage-progress 40 --message \"Row 400 of 1000\"\n"
      "  belfry jobs stage $id parse\n"
      "  belfry jobs complete $id --results '{\"rows\": 1000}'");
  add_job_reports(*command, chosen);
  add_own_jobs(*command, chosen);
}

}  // namespace belfry::cli
