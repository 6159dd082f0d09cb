#include "contract/store_contract.hpp"

namespace belfry::test {
namespace {

class AnnouncementChanges : public StoreContract {
 protected:
  using Ops = std::vector<ChangeOp>;

  static Ops ops(const ChangesPage& page) {
    Ops all;
    for (const Change& change : page.changes) {
      all.push_back(change.op);
    }
    return all;
  }
  static Titles titles_of(const std::vector<Change>& changes) {
    Titles all;
    for (const Change& change : changes) {
      all.push_back(change.notification ? change.notification->title : "");
    }
    return all;
  }

  /// All that happened after `since`, asked for in pages of `limit`.
  std::vector<Change> paged(Cursor since, std::size_t limit) {
    std::vector<Change> all;
    for (int pages = 0; pages < 100; ++pages) {
      const auto page = changes_since(ada, since, limit);
      if (!page) {
        ADD_FAILURE() << "no page";
        return all;
      }
      EXPECT_LE(page->changes.size(), limit);
      all.insert(all.end(), page->changes.begin(), page->changes.end());
      since = page->reached;
      if (!page->has_more) {
        EXPECT_EQ(since, page->state.cursor());
        return all;
      }
    }
    ADD_FAILURE() << "the pages never end";
    return all;
  }
};

TEST_P(AnnouncementChanges, AreMergedWithTheUsersOwnByTime) {
  publish(ada, "1");
  tick();
  announce("2");
  tick();
  publish(ada, "3");
  const auto page = changes_since(ada, beginning());
  ASSERT_TRUE(page);
  EXPECT_EQ(ops(*page), (Ops{ChangeOp::added, ChangeOp::announced, ChangeOp::added}));
  EXPECT_EQ(titles_of(page->changes), (Titles{"1", "2", "3"}));
  EXPECT_EQ(page->changes[1].announcement, 1u);
  EXPECT_EQ(page->changes[1].rev, 0u);
  EXPECT_EQ(page->reached, state(ada).cursor());
  EXPECT_EQ(page->state, state(ada));
  EXPECT_FALSE(page->has_more);
}

TEST_P(AnnouncementChanges, BeforeTheCursorAreNotTold) {
  announce("1");
  const Cursor middle = state(ada).cursor();
  tick();
  announce("2");
  const auto page = changes_since(ada, middle);
  ASSERT_TRUE(page);
  EXPECT_EQ(titles_of(page->changes), (Titles{"2"}));
  EXPECT_TRUE(changes_since(ada, state(ada).cursor())->changes.empty());
}

TEST_P(AnnouncementChanges, OfAUserNeverHeardOfAreThoseOfTheAnnouncements) {
  announce("1");
  const auto page = changes_since(bob, beginning());
  ASSERT_TRUE(page);
  EXPECT_EQ(titles_of(page->changes), (Titles{"1"}));
  EXPECT_EQ(page->reached.announcement, 1u);
  EXPECT_EQ(page->reached.rev, 0u);
}

TEST_P(AnnouncementChanges, AnEditAndARecallWhileAwayAreToldOfWhatWasKnown) {
  const NotificationId edited = announce("1");
  const NotificationId recalled = announce("2");
  const Cursor known = state(ada).cursor();
  tick();
  ASSERT_TRUE(retitle(edited, "1a"));
  tick();
  ASSERT_TRUE(recall(recalled));
  const auto page = changes_since(ada, known);
  ASSERT_TRUE(page);
  EXPECT_EQ(ops(*page), (Ops{ChangeOp::announcement_edited, ChangeOp::announcement_recalled}));
  EXPECT_EQ(page->changes[0].announcement, 3u);
  EXPECT_EQ(page->changes[0].notification->title, "1a");
  EXPECT_EQ(page->changes[1].announcement, 4u);
  EXPECT_EQ(page->changes[1].notification_id, recalled);
}

TEST_P(AnnouncementChanges, EditedTwiceWhileAwayIsToldOnceAsItIsNow) {
  const NotificationId id = announce("1");
  const Cursor known = state(ada).cursor();
  tick();
  ASSERT_TRUE(retitle(id, "1a"));
  tick();
  ASSERT_TRUE(retitle(id, "1b"));
  const auto page = changes_since(ada, known);
  EXPECT_EQ(ops(*page), (Ops{ChangeOp::announcement_edited}));
  EXPECT_EQ(titles_of(page->changes), (Titles{"1b"}));
  EXPECT_EQ(page->changes[0].announcement, 3u);
}

TEST_P(AnnouncementChanges, PublishedAndEditedWhileAwayIsAnnouncedOnceAsItIsNowUnderItsPublishing) {
  const NotificationId first = announce("1");
  tick();
  announce("2");
  tick();
  ASSERT_TRUE(retitle(first, "1a"));
  const auto page = changes_since(ada, beginning());
  EXPECT_EQ(ops(*page), (Ops{ChangeOp::announced, ChangeOp::announced}));
  EXPECT_EQ(titles_of(page->changes), (Titles{"1a", "2"}));
  EXPECT_EQ(page->changes[0].announcement, 1u);
  EXPECT_EQ(page->changes[1].announcement, 2u);
  EXPECT_EQ(page->reached.announcement, 3u);
  EXPECT_FALSE(page->has_more);
}

TEST_P(AnnouncementChanges, InPagesThatEndBeforeAnEditAnnounceBeforeTheyEdit) {
  const NotificationId first = announce("1");
  tick();
  announce("2");
  tick();
  ASSERT_TRUE(retitle(first, "1a"));
  const std::vector<Change> told = paged(beginning(), 1);
  ASSERT_GE(told.size(), 2u);
  EXPECT_EQ(told[0].op, ChangeOp::announced);
  EXPECT_EQ(told[0].notification->id, first);
  EXPECT_EQ(told[0].notification->title, "1a");
  EXPECT_EQ(told[1].op, ChangeOp::announced);
  EXPECT_EQ(told[1].notification->title, "2");
}

TEST_P(AnnouncementChanges, PublishedAndRecalledWhileAwayIsPassedOver) {
  const NotificationId id = announce("gone");
  tick();
  ASSERT_TRUE(recall(id));
  const auto page = changes_since(ada, beginning());
  ASSERT_TRUE(page);
  EXPECT_TRUE(page->changes.empty());
  EXPECT_FALSE(page->has_more);
  EXPECT_EQ(page->reached, state(ada).cursor());
  EXPECT_EQ(page->reached.announcement, 2u);
}

TEST_P(AnnouncementChanges, HiddenByPreferencesArePassedOver) {
  announce(of_type("system_announcement", "hidden"));
  tick();
  announce(of_type("maintenance_scheduled", "mandatory"));
  tick();
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  const auto page = changes_since(ada, beginning());
  ASSERT_TRUE(page);
  EXPECT_EQ(ops(*page), (Ops{ChangeOp::announced, ChangeOp::preferences}));
  EXPECT_EQ(page->changes[0].notification->title, "mandatory");
  EXPECT_EQ(page->reached, state(ada).cursor());
}

TEST_P(AnnouncementChanges, OfReadingAndRemovingStandInTheUsersLog) {
  const NotificationId first = announce("1");
  const NotificationId second = announce("2");
  tick();
  ASSERT_TRUE(read(ada, first));
  tick();
  ASSERT_TRUE(remove(ada, second));
  const auto page = changes(ada, 0);
  ASSERT_TRUE(page);
  std::vector<Change> own;
  for (const Change& change : page->changes) {
    if (change.rev > 0) {
      own.push_back(change);
    }
  }
  ASSERT_EQ(own.size(), 2u);
  EXPECT_EQ(own[0].op, ChangeOp::read);
  EXPECT_EQ(own[0].notification_id, first);
  EXPECT_EQ(own[1].op, ChangeOp::removed);
  EXPECT_EQ(own[1].notification_id, second);
}

TEST_P(AnnouncementChanges, ReadingAllAndSeeingTellHowFarInBoth) {
  announce();
  publish(ada);
  tick();
  ASSERT_TRUE(read_all(ada));
  ASSERT_TRUE(run_task(store().mark_seen(ada, UpTo{.rev = 1, .epoch = state(ada).epoch, .announcement = 1})));
  const auto page = changes_since(ada, Cursor{state(ada).epoch, 1, 1});
  ASSERT_TRUE(page);
  EXPECT_EQ(ops(*page), (Ops{ChangeOp::read_all, ChangeOp::seen}));
  for (const Change& change : page->changes) {
    EXPECT_EQ(change.up_to, 1u);
    EXPECT_EQ(change.announcement, 1u);
  }
}

TEST_P(AnnouncementChanges, ComeInPagesWithoutHoleOrRepeat) {
  for (int i = 1; i <= 8; ++i) {
    tick();
    if (i % 3 == 0) {
      announce(std::to_string(i));
    } else {
      publish(ada, std::to_string(i));
    }
  }
  for (const std::size_t limit : {1U, 2U, 3U, 8U, 9U}) {
    EXPECT_EQ(titles_of(paged(beginning(), limit)), (Titles{"1", "2", "3", "4", "5", "6", "7", "8"})) << limit;
  }
}

TEST_P(AnnouncementChanges, TooFarBackInBothNeedAResync) {
  publish_many(ada, 2);
  announce();
  announce();
  EXPECT_EQ(code(changes_since(ada, beginning(), 10, 3)), ErrorCode::resync_required);
  EXPECT_TRUE(changes_since(ada, beginning(), 10, 4));
}

TEST_P(AnnouncementChanges, ARecallForgottenWithTheLogNeedsAResync) {
  const NotificationId id = announce("recalled");
  announce("stays");
  ASSERT_TRUE(recall(id));
  const Cursor after = state(ada).cursor();
  clock.advance(std::chrono::hours(1));
  UpkeepLimits limits = idle_limits();
  limits.log_floor = clock.now();
  upkeep_all(limits);
  EXPECT_EQ(code(changes_since(ada, Cursor{after.epoch, 0, 0})), ErrorCode::resync_required);
  EXPECT_EQ(code(changes_since(ada, Cursor{after.epoch, 0, 2})), ErrorCode::resync_required);
  EXPECT_TRUE(changes_since(ada, after));
  EXPECT_EQ(state(ada).announcement, 3u);
  EXPECT_EQ(listed(ada), (Titles{"stays"}));
}

TEST_P(AnnouncementChanges, ThatAreStillShownOutliveTheLog) {
  const NotificationId id = announce("old");
  ASSERT_TRUE(retitle(id, "older"));
  clock.advance(std::chrono::hours(1));
  UpkeepLimits limits = idle_limits();
  limits.log_floor = clock.now();
  upkeep_all(limits);
  EXPECT_EQ(listed(ada), (Titles{"older"}));
  const auto page = changes_since(ada, beginning());
  ASSERT_TRUE(page);
  EXPECT_EQ(titles_of(page->changes), (Titles{"older"}));
}

INSTANTIATE_TEST_SUITE_P(Stores, AnnouncementChanges, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
