#pragma once

#include "cli/run.hpp"

/// `belfry jobs`: what services report, and what users see of it.
namespace belfry::cli {

void add_job_reports(CLI::App& jobs, Chosen& chosen);
void add_own_jobs(CLI::App& jobs, Chosen& chosen);

}  // namespace belfry::cli
