#pragma once

#include "config/config.hpp"

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace belfry::cli {

/// Exit codes of every subcommand.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUsage = 2;

/// What the command line was found to ask for; a subcommand sets it while it is parsed.
using Chosen = std::function<int()>;

/// Adds one subcommand to the application. `chosen` outlives the application.
using AddCommand = std::function<void(CLI::App& app, Chosen& chosen)>;

/// What the command line cannot do by itself, since it does not know the server.
struct Commands {
  std::string version;
  std::function<int(const config::Config&)> serve;
  std::function<int(const config::Config&)> migrate;
  std::vector<AddCommand> more = {};  ///< further subcommands, such as bench
};

/// Parses the arguments and runs what they ask for. Returns the exit code.
int run(int argc, const char* const* argv, const Commands& commands);

}  // namespace belfry::cli
