#pragma once

#include "domain/quiet_hours.hpp"
#include "json/message.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

/// Quiet hours on the wire: `{timeZone, periods: [{days: ["mon"], from: "22:00", to: "07:00"}]}` (docs/protocol.md,
/// "Preferences").
namespace belfry::wire {

/// One period as JSON has it.
struct PeriodJson {
  std::vector<std::string> days;
  std::string from;
  std::string to;
};
BOOST_DESCRIBE_STRUCT(PeriodJson, (), (days, from, to))

bool is_weekday_name(std::string_view text);   ///< `mon` .. `sun`
bool is_minute_of_day(std::string_view text);  ///< `00:00` .. `23:59`

constexpr auto json_rules(const PeriodJson*) {
  using json::Rule;
  constexpr std::string_view kTime = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
  return std::array{Rule{.member = "days",
                         .items = {{1, 7}},
                         .matches = is_weekday_name,
                         .pattern = "^(mon|tue|wed|thu|fri|sat|sun)$"},
                    Rule{.member = "from", .matches = is_minute_of_day, .pattern = kTime},
                    Rule{.member = "to", .matches = is_minute_of_day, .pattern = kTime}};
}

/// Of one that was read without a fault.
QuietPeriod period_of(const PeriodJson& json);

void write_quiet_hours(json::Writer& writer, const QuietHours& hours);

}  // namespace belfry::wire
