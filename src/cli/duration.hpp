#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace belfry::cli {

/// `90s`, `15m`, `1h`, `7d`, up to ten years.
std::optional<std::chrono::seconds> parse_duration(std::string_view text);

}  // namespace belfry::cli
