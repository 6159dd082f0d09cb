#pragma once

#include "config/config.hpp"

#include <string>

namespace belfry::config {

/// The configuration as a file that reads back the same but for secrets, which show as "********". Every key has its
/// sentence as a comment.
std::string print_toml(const Config& config);

/// docs/configuration.md.
std::string print_markdown();

/// .env.example: every environment name that is read.
std::string print_env_example();

/// One line a key, for the golden list: path, type, default, environment names.
std::string print_key_list();

}  // namespace belfry::config
