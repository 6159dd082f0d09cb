#include "options.hpp"

#include <getopt.h>

#include <array>
#include <filesystem>

namespace parts {

const char* const kUsage =
    "usage: parts-import FILE.csv --db FILE [--url URL --user USER [--key KEY] [--job-title TITLE]] [--quiet]\n"
    "\n"
    "  --db FILE          the SQLite file whose table `parts` is written to\n"
    "  --url URL          the Belfry server that is told of the progress; without it nobody is\n"
    "  --user USER        whose job it is\n"
    "  --key KEY          a service key with the scope `jobs`; BELFRY_KEY in the environment, when not given\n"
    "  --job-title TITLE  the file's name, when not given\n"
    "  --quiet            print neither rows that were skipped nor the result\n";

std::expected<Options, std::string> parse_options(int argc, char** argv, const char* key_from_environment) {
  Options options;
  constexpr std::array<option, 8> kLong = {{{"db", required_argument, nullptr, 'd'},
                                            {"url", required_argument, nullptr, 'u'},
                                            {"user", required_argument, nullptr, 'U'},
                                            {"key", required_argument, nullptr, 'k'},
                                            {"job-title", required_argument, nullptr, 't'},
                                            {"quiet", no_argument, nullptr, 'q'},
                                            {"help", no_argument, nullptr, 'h'},
                                            {nullptr, 0, nullptr, 0}}};
  optind = 0;  // so that it may be called again
  opterr = 0;
  for (int found = 0; (found = getopt_long(argc, argv, "", kLong.data(), nullptr)) != -1;) {
    switch (found) {
      case 'd': options.db = optarg; break;
      case 'u': options.url = optarg; break;
      case 'U': options.user = optarg; break;
      case 'k': options.key = optarg; break;
      case 't': options.job_title = optarg; break;
      case 'q': options.quiet = true; break;
      case 'h': return std::unexpected(std::string());
      default: return std::unexpected(std::string("an option is unknown or has no value"));
    }
  }
  if (optind + 1 != argc || options.db.empty()) {
    return std::unexpected(std::string("one file and --db are needed"));
  }
  options.file = argv[optind];
  if (options.key.empty() && key_from_environment != nullptr) {
    options.key = key_from_environment;
  }
  if (!options.url.empty() && (options.user.empty() || options.key.empty())) {
    return std::unexpected(std::string("--url needs --user, and --key or BELFRY_KEY"));
  }
  if (options.job_title.empty()) {
    options.job_title = std::filesystem::path(options.file).filename().string();
  }
  return options;
}

}  // namespace parts
