#include "base/time_zone.hpp"

#include <date/tz.h>

#include <exception>

namespace belfry {
namespace {

/// The machine's own zone, which is nobody's name for a place.
constexpr std::string_view kOfTheMachine = "localtime";

const date::time_zone& zone_at(const void* zone) { return *static_cast<const date::time_zone*>(zone); }

}  // namespace

std::optional<TimeZone> TimeZone::find(std::string_view name) {
  if (name == kOfTheMachine) {
    return std::nullopt;
  }
  try {
    const date::time_zone* zone = date::locate_zone(name);
    // The library reads a zone's file when it is first asked for a time. Asked here, it cannot fail in `local`.
    static_cast<void>(zone->get_info(date::sys_seconds{}));
    return TimeZone(zone);
  } catch (const std::exception&) {
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
