#pragma once

#include "cli/run.hpp"

namespace belfry::cli::bench {

/// `belfry bench`: for Commands::more.
void add_bench_command(CLI::App& app, Chosen& chosen);

}  // namespace belfry::cli::bench
