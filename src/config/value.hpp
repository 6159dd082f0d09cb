#pragma once

#include "config/schema.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace belfry::config {

/// For messages: "a whole number".
std::string_view type_name(const Slot& slot);

/// Reads the form that the environment and flags use: lists and tables with commas between, `true`, `false`, `1`, `0`
/// for switches. False, and no change, for text of another type.
bool set_from_text(const Slot& slot, std::string_view text);

/// The value as TOML.
std::string to_toml(const Slot& slot);

/// A TOML basic string, quoted.
std::string toml_string(std::string_view text);

/// Spaces and tabs at both ends removed.
std::string_view trim(std::string_view text);

std::optional<std::int64_t> parse_integer(std::string_view text);

}  // namespace belfry::config
