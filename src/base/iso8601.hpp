#pragma once

#include "base/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace belfry {

/// `2026-01-25T12:00:00.000Z`: always UTC, always three digits of milliseconds. For years 0 to 9999.
std::string format_iso8601(Instant at);

/// Exactly the form above and an existing date; nothing for any other text, leap seconds included.
std::optional<Instant> parse_iso8601(std::string_view text);

}  // namespace belfry
