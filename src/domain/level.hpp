#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace belfry {

/// How serious a message is shown as (docs/protocol.md, "dashboard").
enum class Level : std::uint8_t { info, success, warning, error };
inline constexpr std::array kLevels = {Level::info, Level::success, Level::warning, Level::error};

constexpr std::string_view name_of(Level level) {
  switch (level) {
    case Level::info: return "info";
    case Level::success: return "success";
    case Level::warning: return "warning";
    case Level::error: return "error";
  }
  std::unreachable();
}

constexpr std::optional<Level> parse_level(std::string_view name) {
  for (const Level level : kLevels) {
    if (name_of(level) == name) {
      return level;
    }
  }
  return std::nullopt;
}

/// What a notification of this type is shown as when its publisher does not say.
constexpr Level level_of_type(std::string_view type) {
  if (type.ends_with("_failed") || type == "quota_exceeded") {
    return Level::error;
  }
  if (type == "quota_warning" || type == "maintenance_scheduled") {
    return Level::warning;
  }
  return type.ends_with("_complete") || type.starts_with("moc_") ? Level::success : Level::info;
}

}  // namespace belfry
