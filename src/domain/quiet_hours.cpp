#include "domain/quiet_hours.hpp"

#include <algorithm>

namespace belfry {
namespace {

constexpr unsigned kDays = 7;

/// Bit of a weekday in QuietPeriod::days: Monday is 0.
unsigned place_of(std::chrono::weekday day) { return day.iso_encoding() - 1; }

bool on(const QuietPeriod& period, unsigned place) { return ((period.days >> place) & 1U) != 0; }

bool covers(const QuietPeriod& period, const LocalTime& local) {
  const unsigned today = place_of(local.day);
  const unsigned yesterday = (today + kDays - 1) % kDays;
  if (period.from < period.to) {
    return on(period, today) && local.minute >= period.from && local.minute < period.to;
  }
  return (on(period, today) && local.minute >= period.from) || (on(period, yesterday) && local.minute < period.to);
}

}  // namespace

bool QuietHours::cover(Instant at) const {
  const LocalTime local = time_zone.local(at);
  return std::ranges::any_of(periods, [&](const QuietPeriod& period) { return covers(period, local); });
}

}  // namespace belfry
