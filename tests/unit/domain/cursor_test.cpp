#include "domain/cursor.hpp"

#include <gtest/gtest.h>

namespace belfry {
namespace {

TEST(Cursor, ReadsBackWhatItWrote) {
  for (const Cursor cursor : {Cursor{0, 0, 0}, Cursor{0xDEADBEEF, 42, 7}, Cursor{1, (1ULL << 53) - 1, 1}}) {
    EXPECT_EQ(Cursor::parse(cursor.str()), cursor) << cursor.str();
  }
}

TEST(Cursor, WritesTheEpochInEightHexadecimalDigits) { EXPECT_EQ((Cursor{0xAB, 12, 3}.str()), "000000ab.12.3"); }

TEST(Cursor, RefusesEveryOtherShape) {
  for (const auto* text : {"",
                           ".",
                           "..",
                           "000000ab",
                           "000000ab.1",
                           "000000ab.1.",
                           "000000ab..1",
                           ".1.1",
                           "000000ab.1.1.1",
                           "ab.1.1",
                           "0000000ab.1.1",
                           "000000ag.1.1",
                           "000000ab.01.1",
                           "000000ab.-1.1",
                           "000000ab.+1.1",
                           "000000ab.1.1 ",
                           " 000000ab.1.1",
                           "000000ab.1x.1",
                           "0x0000ab.1.1",
                           "-00000ab.1.1",
                           "000000ab.9007199254740992.0",
                           "000000ab.99999999999999999999.0"}) {
    EXPECT_FALSE(Cursor::parse(text)) << text;
  }
}

TEST(UpTo, TakesACursorWithItsEpoch) {
  const auto up_to = UpTo::parse("0000000f.12.3");
  ASSERT_TRUE(up_to);
  EXPECT_EQ(up_to->rev, 12U);
  EXPECT_EQ(up_to->epoch, 15U);
}

TEST(UpTo, TakesABareRevWithoutOne) {
  const auto up_to = UpTo::parse("12");
  ASSERT_TRUE(up_to);
  EXPECT_EQ(up_to->rev, 12U);
  EXPECT_FALSE(up_to->epoch);
}

TEST(UpTo, RefusesWhatIsNeither) {
  for (const auto* text : {"", "-1", "1.5", "1.2.3", "012", "x", "9007199254740992"}) {
    EXPECT_FALSE(UpTo::parse(text)) << text;
  }
}

}  // namespace
}  // namespace belfry
