#include "cli/bench/bench_command.hpp"
#include "cli/run.hpp"
#include "server/serve.hpp"
#include "server/version.hpp"

int main(int argc, char** argv) {
  const belfry::cli::Commands commands{.version = belfry::server::version(),
                                       .serve = &belfry::server::serve,
                                       .migrate = &belfry::server::migrate,
                                       .more = {&belfry::cli::bench::add_bench_command}};
  return belfry::cli::run(argc, argv, commands);
}
