#include "domain/quiet_hours.hpp"

#include "base/iso8601.hpp"

#include <gtest/gtest.h>

namespace belfry {
namespace {

constexpr std::uint8_t kMonday = 1U << 0;
constexpr std::uint8_t kFriday = 1U << 4;
constexpr std::uint8_t kSunday = 1U << 6;
constexpr std::uint8_t kEveryDay = 0x7F;

constexpr std::uint16_t at(int hour, int minute = 0) { return static_cast<std::uint16_t>(hour * 60 + minute); }

QuietHours hours(std::string_view zone, std::vector<QuietPeriod> periods) {
  return {.time_zone = TimeZone::find(zone).value(), .periods = std::move(periods)};
}

bool quiet(const QuietHours& hours, std::string_view utc) { return hours.cover(parse_iso8601(utc).value()); }

// 2026-01-26 is a Monday.

TEST(QuietHours, LastFromTheFirstMinuteUntilBeforeTheLast) {
  const QuietHours lunch = hours("UTC", {{.days = kMonday, .from = at(12), .to = at(13, 30)}});
  EXPECT_FALSE(quiet(lunch, "2026-01-26T11:59:59.999Z"));
  EXPECT_TRUE(quiet(lunch, "2026-01-26T12:00:00.000Z"));
  EXPECT_TRUE(quiet(lunch, "2026-01-26T13:29:59.999Z"));
  EXPECT_FALSE(quiet(lunch, "2026-01-26T13:30:00.000Z"));
}

TEST(QuietHours, HoldOnTheirDaysOnly) {
  const QuietHours lunch = hours("UTC", {{.days = kMonday | kFriday, .from = at(12), .to = at(13)}});
  EXPECT_TRUE(quiet(lunch, "2026-01-26T12:30:00.000Z"));
  EXPECT_FALSE(quiet(lunch, "2026-01-27T12:30:00.000Z"));
  EXPECT_TRUE(quiet(lunch, "2026-01-30T12:30:00.000Z"));
  EXPECT_FALSE(quiet(lunch, "2026-02-01T12:30:00.000Z"));
}

TEST(QuietHours, OverMidnightBelongToTheDayOnWhichTheyBegin) {
  const QuietHours night = hours("UTC", {{.days = kFriday, .from = at(22), .to = at(7)}});
  EXPECT_FALSE(quiet(night, "2026-01-30T06:59:00.000Z")) << "the night of Thursday";
  EXPECT_TRUE(quiet(night, "2026-01-30T22:00:00.000Z"));
  EXPECT_TRUE(quiet(night, "2026-01-31T06:59:00.000Z"));
  EXPECT_FALSE(quiet(night, "2026-01-31T07:00:00.000Z"));
  EXPECT_FALSE(quiet(night, "2026-01-31T22:30:00.000Z"));
}

TEST(QuietHours, OfSundayReachIntoMonday) {
  const QuietHours night = hours("UTC", {{.days = kSunday, .from = at(22), .to = at(7)}});
  EXPECT_TRUE(quiet(night, "2026-02-01T23:00:00.000Z"));
  EXPECT_TRUE(quiet(night, "2026-02-02T06:00:00.000Z"));
  EXPECT_FALSE(quiet(night, "2026-02-02T23:00:00.000Z"));
}

TEST(QuietHours, ThatEndWhenTheyBeginLastAWholeDay) {
  const QuietHours day = hours("UTC", {{.days = kMonday, .from = at(9), .to = at(9)}});
  EXPECT_FALSE(quiet(day, "2026-01-26T08:59:00.000Z"));
  EXPECT_TRUE(quiet(day, "2026-01-26T09:00:00.000Z"));
  EXPECT_TRUE(quiet(day, "2026-01-27T08:59:00.000Z"));
  EXPECT_FALSE(quiet(day, "2026-01-27T09:00:00.000Z"));
}

TEST(QuietHours, FromMidnightToMidnightAreTheDay) {
  const QuietHours sunday = hours("UTC", {{.days = kSunday, .from = 0, .to = 0}});
  EXPECT_FALSE(quiet(sunday, "2026-01-31T23:59:59.999Z"));
  EXPECT_TRUE(quiet(sunday, "2026-02-01T00:00:00.000Z"));
  EXPECT_TRUE(quiet(sunday, "2026-02-01T23:59:59.999Z"));
  EXPECT_FALSE(quiet(sunday, "2026-02-02T00:00:00.000Z"));
}

TEST(QuietHours, GoByTheClockOfTheirZoneAndItsDay) {
  const QuietHours night = hours("America/New_York", {{.days = kSunday, .from = at(22), .to = at(23)}});
  EXPECT_TRUE(quiet(night, "2026-01-26T03:30:00.000Z")) << "Sunday, 22:30 in New York";
  EXPECT_FALSE(quiet(night, "2026-01-25T22:30:00.000Z"));
}

TEST(QuietHours, FollowSummerTime) {
  const QuietHours night = hours("Europe/Vienna", {{.days = kEveryDay, .from = at(22), .to = at(7)}});
  EXPECT_TRUE(quiet(night, "2026-01-26T05:30:00.000Z")) << "06:30 in winter";
  EXPECT_FALSE(quiet(night, "2026-07-27T05:30:00.000Z")) << "07:30 in summer";
}

TEST(QuietHours, WithinTheHourThatSummerTimeSkipsAreNone) {
  const QuietHours skipped = hours("Europe/Vienna", {{.days = kSunday, .from = at(2), .to = at(3)}});
  EXPECT_FALSE(quiet(skipped, "2026-03-29T00:59:59.999Z"));
  EXPECT_FALSE(quiet(skipped, "2026-03-29T01:00:00.000Z"));
}

TEST(QuietHours, AreAllPeriodsTogether) {
  const QuietHours two = hours("UTC", {{.days = kMonday, .from = at(8), .to = at(9)},  //
                                       {.days = kMonday, .from = at(17), .to = at(18)}});
  EXPECT_TRUE(quiet(two, "2026-01-26T08:30:00.000Z"));
  EXPECT_FALSE(quiet(two, "2026-01-26T12:00:00.000Z"));
  EXPECT_TRUE(quiet(two, "2026-01-26T17:30:00.000Z"));
}

TEST(QuietHours, WithoutPeriodsAreNever) { EXPECT_FALSE(quiet(hours("UTC", {}), "2026-01-26T03:00:00.000Z")); }

}  // namespace
}  // namespace belfry
