#pragma once

#include <expected>
#include <string>

namespace parts {

struct Options {
  std::string file = {};
  std::string db = {};
  std::string url = {};  ///< empty: nothing is reported
  std::string key = {};
  std::string user = {};
  std::string job_title = {};
  bool quiet = false;
};

/// The error is a line for the user.
std::expected<Options, std::string> parse_options(int argc, char** argv, const char* key_from_environment);

extern const char* const kUsage;

}  // namespace parts
