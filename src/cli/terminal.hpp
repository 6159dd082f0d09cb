#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace belfry::cli {

enum class Colour : std::uint8_t { none, dim, bold, red, yellow };

/// `text` in a colour, if `stream` is a terminal and NO_COLOR is not set (no-color.org).
std::string coloured(std::string_view text, Colour colour, std::FILE* stream);

/// Control characters replaced: what others wrote must not steer the terminal.
std::string printable(std::string_view text);

/// One line to standard output, at once.
void print_line(std::string_view line);

/// `belfry: <line>` to standard error. Returns kFailed, `warn` nothing.
int failure(std::string_view line);
void warn(std::string_view line);

/// The same with kWrongUsage.
int wrong_usage(std::string_view line);

}  // namespace belfry::cli
