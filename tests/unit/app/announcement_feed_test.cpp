#include "app/announcement_feed.hpp"

#include <gtest/gtest.h>

namespace belfry::app {
namespace {

LiveAnnouncementPtr change(AnnouncementNumber number, ChangeOp op = ChangeOp::announced) {
  auto event = std::make_shared<AnnouncementEvent>();
  event->change.op = op;
  event->change.announcement = number;
  event->change.notification = std::make_shared<const Notification>();
  return std::make_shared<LiveAnnouncement>(std::move(event));
}

TEST(AnnouncementFeed, IsEmptyAndCoversEverythingAtFirst) {
  const AnnouncementFeed feed;
  EXPECT_EQ(feed.head(), 0U);
  EXPECT_EQ(feed.find(1), nullptr);
  EXPECT_TRUE(feed.covers(0));
  EXPECT_TRUE(feed.covers(7));
}

TEST(AnnouncementFeed, FindsWhatItWasGiven) {
  AnnouncementFeed feed;
  ASSERT_TRUE(feed.push(change(5)));
  ASSERT_TRUE(feed.push(change(6)));
  EXPECT_EQ(feed.find(4), nullptr);
  EXPECT_EQ(feed.find(5)->number(), 5U);
  EXPECT_EQ(feed.find(6)->number(), 6U);
  EXPECT_EQ(feed.find(7), nullptr);
}

TEST(AnnouncementFeed, RefusesOldNews) {
  AnnouncementFeed feed;
  feed.push(change(5));
  EXPECT_FALSE(feed.push(change(5)));
  EXPECT_FALSE(feed.push(change(4)));
  EXPECT_EQ(feed.head(), 5U);
}

TEST(AnnouncementFeed, LetsGoOfWhatStandsBeforeAHole) {
  AnnouncementFeed feed;
  feed.push(change(5));
  feed.push(change(7));
  EXPECT_EQ(feed.find(5), nullptr);
  EXPECT_EQ(feed.find(7)->number(), 7U);
  EXPECT_FALSE(feed.covers(5));
  EXPECT_TRUE(feed.covers(6));
}

TEST(AnnouncementFeed, DoesNotCoverAnEditWhoseCountsAreEachUsersOwn) {
  AnnouncementFeed feed;
  feed.push(change(1));
  feed.push(change(2, ChangeOp::announcement_edited));
  EXPECT_FALSE(feed.covers(1));
  EXPECT_TRUE(feed.covers(2));
}

TEST(AnnouncementFeed, KeepsSoManyAndNoMore) {
  AnnouncementFeed feed;
  for (AnnouncementNumber number = 1; number <= AnnouncementFeed::kMaxWindow + 3; ++number) {
    feed.push(change(number));
  }
  EXPECT_EQ(feed.find(3), nullptr);
  EXPECT_NE(feed.find(4), nullptr);
}

}  // namespace
}  // namespace belfry::app
