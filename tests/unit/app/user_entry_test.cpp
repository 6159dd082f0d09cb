#include "app/user_entry.hpp"

#include "app/session.hpp"

#include <gtest/gtest.h>

namespace belfry::app {
namespace {

LiveEventPtr event(Rev rev) {
  auto made = std::make_shared<UserEvent>();
  made->user = UserId("ada");
  made->change.rev = rev;
  made->change.op = ChangeOp::seen;
  made->state.rev = rev;
  return std::make_shared<LiveEvent>(made);
}

TEST(UserEntry, KeepsEventsInOrderAndRefusesOldNews) {
  UserEntry entry(UserId("ada"));
  EXPECT_TRUE(entry.push(event(5)));
  EXPECT_TRUE(entry.push(event(6)));
  EXPECT_FALSE(entry.push(event(6)));
  EXPECT_FALSE(entry.push(event(2)));
  EXPECT_EQ(entry.head(), 6U);
  EXPECT_EQ(entry.window().size(), 2U);
}

TEST(UserEntry, StartsAnewBehindAHole) {
  UserEntry entry(UserId("ada"));
  entry.push(event(1));
  entry.push(event(4));
  ASSERT_EQ(entry.window().size(), 1U);
  EXPECT_FALSE(entry.covers(1));
  EXPECT_TRUE(entry.covers(3));
}

TEST(UserEntry, LetsGoOfWhatEveryLiveSessionHas) {
  UserEntry entry(UserId("ada"));
  for (Rev rev = 1; rev <= 10; ++rev) {
    entry.push(event(rev));
  }
  entry.trim(8);
  ASSERT_EQ(entry.window().size(), 3U);
  EXPECT_EQ(entry.window().front().event->rev(), 8U);
  entry.trim(11);
  EXPECT_TRUE(entry.window().empty());
}

TEST(UserEntry, KeepsEventsForASessionThatCatchesUpButNeverMoreThanItsBound) {
  UserEntry entry(UserId("ada"));
  entry.catching_up = 1;
  for (Rev rev = 1; rev <= UserEntry::kMaxWindow + 50; ++rev) {
    entry.push(event(rev));
    entry.trim(rev + 1);
  }
  EXPECT_EQ(entry.window().size(), UserEntry::kMaxWindow);
  EXPECT_FALSE(entry.covers(10));
  EXPECT_TRUE(entry.covers(50));
}

}  // namespace
}  // namespace belfry::app
