#include "cli/run.hpp"
#include "server/serve.hpp"
#include "server/version.hpp"

int main(int argc, char** argv) {
  const belfry::cli::Commands commands{.version = belfry::server::version(),
                                       .serve = &belfry::server::serve,
                                       .migrate = &belfry::server::migrate};
  return belfry::cli::run(argc, argv, commands);
}
