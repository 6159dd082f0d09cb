#pragma once

#include "base/time.hpp"
#include "base/time_zone.hpp"

#include <cstdint>
#include <vector>

namespace belfry {

/// Hours of the week, by the clock on the user's wall: on each of `days` from `from` until `to`; a `to` at or before
/// `from` is that time on the following day.
struct QuietPeriod {
  std::uint8_t days = 0;   ///< bit 0: Monday .. bit 6: Sunday; at least one
  std::uint16_t from = 0;  ///< minute of the day, 0 .. 1439
  std::uint16_t to = 0;

  friend bool operator==(const QuietPeriod&, const QuietPeriod&) = default;
};

/// When a user wants to hear nothing (product 2.7): a weekly schedule in a time zone, so that it follows summer time.
struct QuietHours {
  static constexpr std::size_t kMaxPeriods = 50;

  TimeZone time_zone;
  std::vector<QuietPeriod> periods;

  bool cover(Instant at) const;

  friend bool operator==(const QuietHours&, const QuietHours&) = default;
};

}  // namespace belfry
