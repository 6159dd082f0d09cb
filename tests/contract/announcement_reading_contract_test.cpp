#include "contract/store_contract.hpp"

namespace belfry::test {
namespace {

class AnnouncementReading : public StoreContract {
 protected:
  /// Own ones and announcements by turns: 1 to `count`, announcements even.
  void publish_mixed(int count) {
    for (int i = 1; i <= count; ++i) {
      tick();
      if (i % 2 == 0) {
        announce(std::to_string(i));
      } else {
        publish(ada, std::to_string(i));
      }
    }
  }

  Titles paged(HistoryQuery query) {
    Titles all;
    do {
      const HistoryPage page = history(ada, query);
      EXPECT_LE(page.items.size(), query.limit);
      const Titles more = titles(page.items);
      all.insert(all.end(), more.begin(), more.end());
      query.before = page.next_before;
    } while (query.before && all.size() < 100);
    return all;
  }
};

TEST_P(AnnouncementReading, HistoryHasThemAmongTheOthersByTime) {
  publish_mixed(5);
  const HistoryPage page = history(ada);
  EXPECT_EQ(titles(page.items), (Titles{"5", "4", "3", "2", "1"}));
  EXPECT_EQ(page.items[1].rev, 0u);
  EXPECT_EQ(page.items[1].announcement, 2u);
  EXPECT_EQ(page.items[0].announcement, 0u);
  EXPECT_EQ(page.state, state(ada));
  EXPECT_EQ(listed(bob), (Titles{"4", "2"}));
}

TEST_P(AnnouncementReading, HistoryPagesThroughBothWithoutHoleOrRepeat) {
  publish_mixed(9);
  for (const std::size_t limit : {1U, 2U, 3U, 9U, 10U}) {
    HistoryQuery query;
    query.limit = limit;
    EXPECT_EQ(paged(query), (Titles{"9", "8", "7", "6", "5", "4", "3", "2", "1"})) << limit;
  }
}

TEST_P(AnnouncementReading, HistoryPagesThroughManyOfOneKindBetweenTheOthers) {
  publish(ada, "old");
  for (int i = 1; i <= 5; ++i) {
    tick();
    announce("a" + std::to_string(i));
  }
  tick();
  publish(ada, "new");
  HistoryQuery query;
  query.limit = 2;
  EXPECT_EQ(paged(query), (Titles{"new", "a5", "a4", "a3", "a2", "a1", "old"}));
}

TEST_P(AnnouncementReading, HistoryPagesAreNotDisturbedByWhatIsPublishedBetweenThem) {
  publish_mixed(4);
  HistoryQuery query;
  query.limit = 2;
  const HistoryPage first = history(ada, query);
  tick();
  announce("new");
  publish(ada, "newer");
  query.before = first.next_before;
  EXPECT_EQ(titles(history(ada, query).items), (Titles{"2", "1"}));
}

TEST_P(AnnouncementReading, HistoryTellsNoNextPageWhenItEndsExactlyAtTheLimit) {
  publish_mixed(4);
  HistoryQuery query;
  query.limit = 4;
  EXPECT_FALSE(history(ada, query).next_before);
}

TEST_P(AnnouncementReading, HistoryOfTheUnreadLeavesOutTheRead) {
  const NotificationId single = announce("read");
  tick();
  announce("unread");
  tick();
  publish(ada, "own");
  ASSERT_TRUE(read(ada, single));
  HistoryQuery query;
  query.unread_only = true;
  EXPECT_EQ(paged(query), (Titles{"own", "unread"}));
  ASSERT_TRUE(read_all(ada));
  EXPECT_TRUE(paged(query).empty());
}

TEST_P(AnnouncementReading, HistoryOfATypeHasThoseOfTheType) {
  announce(of_type("system_announcement", "one"));
  tick();
  announce(of_type("maintenance_scheduled", "two"));
  tick();
  publish(ada, of_type("maintenance_scheduled", "own"));
  HistoryQuery query;
  query.type = "maintenance_scheduled";
  EXPECT_EQ(paged(query), (Titles{"own", "two"}));
  query.limit = 1;
  EXPECT_EQ(paged(query), (Titles{"own", "two"}));
}

TEST_P(AnnouncementReading, HistoryOfAChannelHasNone) {
  subscribe(ada, {"news"});
  announce();
  tick();
  publish(ada, on_channel("news", "own"));
  HistoryQuery query;
  query.channel = "news";
  EXPECT_EQ(paged(query), (Titles{"own"}));
}

TEST_P(AnnouncementReading, WelcomeReplaysThemOldestFirstAmongTheOthers) {
  publish_mixed(4);
  const Welcome brought = welcome(ada);
  EXPECT_EQ(titles(brought.undelivered), (Titles{"1", "2", "3", "4"}));
  EXPECT_EQ(brought.state, state(ada));
  EXPECT_EQ(brought.undelivered[1].announcement, 1u);
  EXPECT_EQ(titles(welcome(bob).undelivered), (Titles{"2", "4"}));
}

TEST_P(AnnouncementReading, WelcomeBringsTheNewestOfBoth) {
  publish_mixed(6);
  EXPECT_EQ(titles(welcome(ada, {}, 3).undelivered), (Titles{"4", "5", "6"}));
}

TEST_P(AnnouncementReading, WelcomeLeavesOutTheRemovedTheHiddenTheRecalledAndTheOld) {
  announce("old");
  clock.advance(std::chrono::hours(1));
  const Instant floor = clock.now();
  const NotificationId removed = announce("removed");
  const NotificationId recalled = announce("recalled");
  announce(of_type("quota_warning", "hidden"));
  announce("kept");
  ASSERT_TRUE(remove(ada, removed));
  ASSERT_TRUE(recall(recalled));
  ASSERT_TRUE(patch(ada, switching_type("quota_warning", Kind::in_app, false)));
  EXPECT_EQ(titles(welcome(ada, floor).undelivered), (Titles{"kept"}));
}

INSTANTIATE_TEST_SUITE_P(Stores, AnnouncementReading, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
