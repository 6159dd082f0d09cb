#include "cli/duration.hpp"

#include <charconv>
#include <cstdint>

namespace belfry::cli {
namespace {

constexpr std::int64_t kLongest = 10LL * 365 * 24 * 3600;

std::int64_t seconds_in(char unit) {
  switch (unit) {
    case 's': return 1;
    case 'm': return 60;
    case 'h': return 3600;
    case 'd': return 24 * 3600;
    default: return 0;
  }
}

}  // namespace

std::optional<std::chrono::seconds> parse_duration(std::string_view text) {
  if (text.size() < 2) {
    return std::nullopt;
  }
  const std::string_view digits = text.substr(0, text.size() - 1);
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  const std::int64_t unit = seconds_in(text.back());
  if (error != std::errc() || end != digits.data() + digits.size() || unit == 0 || count <= 0 ||
      count > kLongest / unit) {
    return std::nullopt;
  }
  return std::chrono::seconds(count * unit);
}

}  // namespace belfry::cli
