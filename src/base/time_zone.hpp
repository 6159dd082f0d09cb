#pragma once

#include "base/time.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace belfry {

/// What a clock on the wall shows somewhere.
struct LocalTime {
  std::chrono::weekday day;
  std::uint16_t minute = 0;  ///< of the day, 0 .. 1439
};

/// An IANA time zone, from the system's database. Cheap to copy; any thread.
class TimeZone {
 public:
  /// By its name, such as `Europe/Vienna`; nothing for a name that the database does not have.
  static std::optional<TimeZone> find(std::string_view name);

  LocalTime local(Instant at) const;
  std::string_view name() const;

  friend bool operator==(const TimeZone&, const TimeZone&) = default;

 private:
  explicit TimeZone(const void* zone) : zone_(zone) {}

  const void* zone_;  ///< date::time_zone; the database is never unloaded
};

}  // namespace belfry
