#include "base/time_zone.hpp"

#include <date/tz.h>

#include <stdexcept>

namespace belfry {
namespace {

const date::time_zone& zone_at(const void* zone) { return *static_cast<const date::time_zone*>(zone); }

}  // namespace

std::optional<TimeZone> TimeZone::find(std::string_view name) {
  try {
    return TimeZone(date::locate_zone(std::string(name)));
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

LocalTime TimeZone::local(Instant at) const {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
  const auto local = zone_at(zone_).to_local(date::sys_seconds(seconds.time_since_epoch()));
  const auto midnight = date::floor<date::days>(local);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(local - midnight);
  return {.day = std::chrono::weekday(date::weekday(midnight).c_encoding()),
          .minute = static_cast<std::uint16_t>(minutes.count())};
}

std::string_view TimeZone::name() const { return zone_at(zone_).name(); }

}  // namespace belfry
