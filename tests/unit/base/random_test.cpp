#include "base/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace belfry {
namespace {

TEST(RandomText, HasTheLengthAskedForAndOnlyItsAlphabet) {
  for (const std::size_t length : {0U, 1U, 31U, 32U, 33U, 1000U}) {
    const std::string text = random_text(length);
    EXPECT_EQ(text.size(), length);
    EXPECT_EQ(text.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz"), std::string::npos);
  }
}

TEST(RandomText, UsesTheWholeAlphabet) {
  const std::string text = random_text(10'000);
  EXPECT_EQ(std::set<char>(text.begin(), text.end()).size(), 36U);
}

TEST(RandomText, DiffersEachTime) { EXPECT_NE(random_text(20), random_text(20)); }

TEST(FillRandom, FillsMoreThanItReadsAhead) {
  std::vector<std::uint8_t> bytes(10'000, 0);
  fill_random(bytes);
  EXPECT_LT(std::ranges::count(bytes, 0), 200);
}

}  // namespace
}  // namespace belfry
