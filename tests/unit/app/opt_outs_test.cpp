#include "app/opt_outs.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace belfry::app {
namespace {

const UserId kAda{std::string("ada")};
const UserId kBob{std::string("bob")};

TEST(OptOuts, NobodyIsOutAtFirst) {
  const OptOuts opt_outs;
  EXPECT_FALSE(opt_outs.contains(kAda));
  EXPECT_EQ(opt_outs.size(), 0U);
}

TEST(OptOuts, KnowsThoseItWasFilledWith) {
  OptOuts opt_outs;
  opt_outs.fill(std::array{kAda});
  EXPECT_TRUE(opt_outs.contains(kAda));
  EXPECT_FALSE(opt_outs.contains(kBob));
}

TEST(OptOuts, FollowsEachChangeHoweverOftenItIsTold) {
  OptOuts opt_outs;
  opt_outs.note(kAda, OptOuts::InApp::off);
  opt_outs.note(kAda, OptOuts::InApp::off);
  EXPECT_EQ(opt_outs.size(), 1U);
  opt_outs.note(kAda, OptOuts::InApp::on);
  opt_outs.note(kAda, OptOuts::InApp::on);
  EXPECT_EQ(opt_outs.size(), 0U);
  EXPECT_FALSE(opt_outs.contains(kAda));
}

}  // namespace
}  // namespace belfry::app
