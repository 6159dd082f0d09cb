#include "base/iso8601.hpp"

#include <gtest/gtest.h>

namespace belfry {
namespace {

TEST(Iso8601, WritesUtcWithMilliseconds) {
  EXPECT_EQ(format_iso8601(from_millis(1'769'342'400'000)), "2026-01-25T12:00:00.000Z");
  EXPECT_EQ(format_iso8601(from_millis(0)), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_iso8601(from_millis(-1)), "1969-12-31T23:59:59.999Z");
}

TEST(Iso8601, ReadsBackWhatItWrote) {
  for (const std::int64_t millis : {-62'135'596'800'000LL, -1LL, 0LL, 951'782'400'001LL, 253'402'300'799'999LL}) {
    EXPECT_EQ(parse_iso8601(format_iso8601(from_millis(millis))), from_millis(millis)) << millis;
  }
}

TEST(Iso8601, KnowsLeapYears) {
  EXPECT_TRUE(parse_iso8601("2024-02-29T00:00:00.000Z"));
  EXPECT_FALSE(parse_iso8601("2025-02-29T00:00:00.000Z"));
  EXPECT_FALSE(parse_iso8601("2100-02-29T00:00:00.000Z"));
}

TEST(Iso8601, RefusesEveryOtherForm) {
  for (const auto* text :
       {"", "2026-01-25", "2026-01-25T12:00:00Z", "2026-01-25T12:00:00.000+00:00", "2026-01-25t12:00:00.000z",
        "2026-01-25 12:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-00-01T00:00:00.000Z", "2026-01-32T00:00:00.000Z",
        "2026-01-25T24:00:00.000Z", "2026-01-25T12:60:00.000Z", "2026-06-30T23:59:60.000Z", "+026-01-25T12:00:00.000Z",
        "2026-01-25T12:00:00.0000Z"}) {
    EXPECT_FALSE(parse_iso8601(text)) << text;
  }
}

}  // namespace
}  // namespace belfry
