#include "base/time_zone.hpp"

#include "base/iso8601.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace belfry {
namespace {

/// `Sun 03:00` in that place at that instant.
std::string clock_in(std::string_view zone, std::string_view utc) {
  const auto found = TimeZone::find(zone);
  const auto at = parse_iso8601(utc);
  if (!found || !at) {
    return "unknown zone or time";
  }
  static constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  const LocalTime local = found->local(*at);
  const auto two_digits = [](unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return std::string(kDays[local.day.c_encoding()]) + " " + two_digits(local.minute / 60U) + ":" +
         two_digits(local.minute % 60U);
}

TEST(TimeZone, ShowsWhatTheClockOnTheWallShows) {
  EXPECT_EQ(clock_in("UTC", "2026-01-25T12:00:00.000Z"), "Sun 12:00");
  EXPECT_EQ(clock_in("Europe/Vienna", "2026-01-25T12:00:00.000Z"), "Sun 13:00");
  EXPECT_EQ(clock_in("America/New_York", "2026-01-25T02:00:00.000Z"), "Sat 21:00");
  EXPECT_EQ(clock_in("Asia/Kathmandu", "2026-01-25T12:00:00.000Z"), "Sun 17:45");
}

TEST(TimeZone, LosesAnHourWhenSummerTimeBegins) {
  EXPECT_EQ(clock_in("Europe/Vienna", "2026-03-29T00:59:59.999Z"), "Sun 01:59");
  EXPECT_EQ(clock_in("Europe/Vienna", "2026-03-29T01:00:00.000Z"), "Sun 03:00");
}

TEST(TimeZone, HasAnHourTwiceWhenSummerTimeEnds) {
  EXPECT_EQ(clock_in("Europe/Vienna", "2026-10-25T00:30:00.000Z"), "Sun 02:30");
  EXPECT_EQ(clock_in("Europe/Vienna", "2026-10-25T01:30:00.000Z"), "Sun 02:30");
  EXPECT_EQ(clock_in("Europe/Vienna", "2026-10-25T02:30:00.000Z"), "Sun 03:30");
}

TEST(TimeZone, BeginsTheDayAtItsOwnMidnight) {
  EXPECT_EQ(clock_in("Europe/Vienna", "2026-01-25T22:59:59.999Z"), "Sun 23:59");
  EXPECT_EQ(clock_in("Europe/Vienna", "2026-01-25T23:00:00.000Z"), "Mon 00:00");
}

TEST(TimeZone, KnowsTheDaysBefore1970) { EXPECT_EQ(clock_in("UTC", "1969-12-31T23:59:59.999Z"), "Wed 23:59"); }

TEST(TimeZone, IsTheOneThatWasAskedFor) {
  const auto vienna = TimeZone::find("Europe/Vienna");
  ASSERT_TRUE(vienna);
  EXPECT_EQ(vienna->name(), "Europe/Vienna");
  EXPECT_EQ(vienna, TimeZone::find("Europe/Vienna"));
  EXPECT_NE(vienna, TimeZone::find("Europe/Berlin"));
}

TEST(TimeZone, IsNotFoundByANameThatTheDatabaseDoesNotHave) {
  for (const std::string_view name : {"", "Mars/Olympus_Mons", "europe/vienna", "Europe", "Europe/", "Europe/Vienna ",
                                      "CEST", "+01:00", "localtime", "zone.tab", "tzdata.zi"}) {
    EXPECT_FALSE(TimeZone::find(name)) << name;
  }
}

TEST(TimeZone, IsNoWayIntoTheFileSystem) {
  for (const std::string_view name : {"../../etc/passwd", "/etc/passwd", "/usr/share/zoneinfo/UTC", "./UTC",
                                      "Europe/../UTC", "posix/UTC", "right/UTC"}) {
    EXPECT_FALSE(TimeZone::find(name)) << name;
  }
  EXPECT_FALSE(TimeZone::find(std::string_view("UTC\0", 4)));
}

TEST(TimeZone, MayBeAskedForByAnyThread) {
  std::vector<std::jthread> threads;
  std::vector<std::string> shown(8);
  for (std::string& text : shown) {
    threads.emplace_back([&text] { text = clock_in("Australia/Lord_Howe", "2026-01-25T12:00:00.000Z"); });
  }
  threads.clear();
  for (const std::string& text : shown) {
    EXPECT_EQ(text, "Sun 23:00");
  }
}

}  // namespace
}  // namespace belfry
