#include "wire/quiet_hours_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace belfry::wire {
namespace {

/// By their bits in QuietPeriod::days.
constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int number_of(std::string_view two_digits) { return (two_digits[0] - '0') * 10 + (two_digits[1] - '0'); }

std::uint16_t minute_of(std::string_view time) {
  return static_cast<std::uint16_t>(number_of(time.substr(0, 2)) * 60 + number_of(time.substr(3, 2)));
}

std::string time_of(std::uint16_t minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

}  // namespace

bool is_weekday_name(std::string_view text) { return std::ranges::find(kDays, text) != kDays.end(); }

bool is_minute_of_day(std::string_view text) {
  return text.size() == 5 && is_digit(text[0]) && is_digit(text[1]) && text[2] == ':' && is_digit(text[3]) &&
         is_digit(text[4]) && number_of(text.substr(0, 2)) < 24 && number_of(text.substr(3, 2)) < 60;
}

QuietPeriod period_of(const PeriodJson& json) {
  QuietPeriod period{.days = 0, .from = minute_of(json.from), .to = minute_of(json.to)};
  for (const std::string& day : json.days) {
    const auto place = static_cast<unsigned>(std::ranges::find(kDays, day) - kDays.begin());
    period.days = static_cast<std::uint8_t>(period.days | 1U << place);
  }
  return period;
}

void write_quiet_hours(json::Writer& writer, const QuietHours& hours) {
  writer.begin_object();
  writer.member("timeZone", hours.time_zone.name());
  writer.key("periods");
  writer.begin_array();
  for (const QuietPeriod& period : hours.periods) {
    PeriodJson json{.days = {}, .from = time_of(period.from), .to = time_of(period.to)};
    for (std::size_t place = 0; place < kDays.size(); ++place) {
      if ((period.days >> place & 1U) != 0) {
        json.days.emplace_back(kDays[place]);
      }
    }
    json::Codec<PeriodJson>::write(writer, json);
  }
  writer.end_array();
  writer.end_object();
}

}  // namespace belfry::wire
