#include "wire/job_cursor.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>

namespace belfry::wire {

std::string job_cursor(Instant created_at, const JobId& id) {
  return fmt::format("{}.{}", to_millis(created_at), id.view());
}

std::optional<std::pair<Instant, JobId>> parse_job_cursor(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos || point + 1 == text.size()) {
    return std::nullopt;
  }
  const std::string_view number = text.substr(0, point);
  std::int64_t millis = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), millis);
  if (error != std::errc() || end != number.data() + number.size() || millis < 0) {
    return std::nullopt;
  }
  return std::pair(from_millis(millis), JobId(std::string(text.substr(point + 1))));
}

}  // namespace belfry::wire
