#pragma once

#include "cli/bench/options.hpp"

namespace belfry::cli::bench {

/// Runs the scenarios against the running server and prints the report on standard output, progress and errors on
/// standard error. Returns the exit code: 0 done, 1 failed, 2 wrong usage. Figures are printed, never judged.
/// One call at a time, from a thread that is the only one of its process: it forks.
int run_bench(const BenchOptions& options);

}  // namespace belfry::cli::bench
