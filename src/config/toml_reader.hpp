#pragma once

#include "config/loaded_config.hpp"

#include <string>
#include <string_view>

namespace belfry::config {

/// Reads `text` over what `into` holds. A list of tables in the file replaces the default list as a whole. `file` is
/// for messages: `belfry.toml:12: server.listen expects a string`.
void read_toml(std::string_view text, const std::string& file, LoadedConfig& into);

/// The same from a file; a file that cannot be read is a problem.
void read_toml_file(const std::string& file, LoadedConfig& into);

}  // namespace belfry::config
