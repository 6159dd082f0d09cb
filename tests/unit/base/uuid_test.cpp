#include "base/uuid.hpp"

#include <gtest/gtest.h>

#include <set>

namespace belfry {
namespace {

constexpr const char* kText = "0190a1b2-c3d4-7e5f-8a6b-0123456789ab";

TEST(Uuid, ReadsBackWhatItWrote) {
  const auto id = Uuid::parse(kText);
  ASSERT_TRUE(id);
  EXPECT_EQ(id->str(), kText);
}

TEST(Uuid, TakesUpperCaseAndWritesLowerCase) {
  const auto id = Uuid::parse("0190A1B2-C3D4-7E5F-8A6B-0123456789AB");
  ASSERT_TRUE(id);
  EXPECT_EQ(id->str(), kText);
}

TEST(Uuid, RefusesEveryOtherShape) {
  for (const auto* text : {"", "0190a1b2c3d47e5f8a6b0123456789ab", "0190a1b2-c3d4-7e5f-8a6b-0123456789a",
                           "0190a1b2-c3d4-7e5f-8a6b-0123456789abc", "0190a1b2-c3d4-7e5f-8a6b-0123456789ag",
                           "{190a1b2-c3d4-7e5f-8a6b-0123456789a}", "0190a1b2_c3d4-7e5f-8a6b-0123456789ab",
                           "0190a1b2c-3d4-7e5f-8a6b-0123456789ab"}) {
    EXPECT_FALSE(Uuid::parse(text)) << text;
  }
}

TEST(Uuid, Version7CarriesItsTimeAndMarks) {
  const Uuid id = Uuid::v7(from_millis(0x0190A1B2C3D4));
  EXPECT_EQ(id.str().substr(0, 13), "0190a1b2-c3d4");
  EXPECT_EQ(id.bytes[6] >> 4, 7);
  EXPECT_EQ(id.bytes[8] >> 6, 2);
}

TEST(Uuid, Version7SortsByTime) {
  EXPECT_LT(Uuid::v7(from_millis(1'000)), Uuid::v7(from_millis(1'001)));
  EXPECT_LT(Uuid::v7(from_millis(0xFF)), Uuid::v7(from_millis(0x100)));
}

TEST(Uuid, TheFloorOfAMillisecondIsBelowItsIdsAndAboveTheOnesBefore) {
  const Instant at = from_millis(1'769'342'400'000);
  EXPECT_LE(Uuid::v7_floor(at), Uuid::v7(at));
  EXPECT_GT(Uuid::v7_floor(at), Uuid::v7(at - std::chrono::milliseconds(1)));
}

TEST(Uuid, Version4IsMarked) {
  const Uuid id = Uuid::v4();
  EXPECT_EQ(id.bytes[6] >> 4, 4);
  EXPECT_EQ(id.bytes[8] >> 6, 2);
}

TEST(Uuid, DrawsNoIdTwice) {
  std::set<Uuid> ids;
  for (int i = 0; i < 1000; ++i) {
    ids.insert(Uuid::v7(from_millis(1)));
  }
  EXPECT_EQ(ids.size(), 1000U);
}

}  // namespace
}  // namespace belfry
