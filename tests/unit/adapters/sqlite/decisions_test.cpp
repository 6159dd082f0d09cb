#include "unit/adapters/sqlite/publish_fixture.hpp"

#include <atomic>

namespace belfry::sqlite::test {
namespace {

/// What the writer remembers of users must be what the file says of them.
class DecisionsTest : public PublishFixture {
 protected:
  static Task<void> append_one(DecisionsTest& self, PublishCommand one) {
    auto answer = co_await self.store->append(std::move(one));
    self.refused += answer ? 0 : 1;
  }
  static Task<void> patch_one(DecisionsTest& self, UserId user, PreferencesPatch change) {
    auto answer = co_await self.preferences->patch_preferences(std::move(user), std::move(change), {}, {});
    self.refused += answer ? 0 : 1;
  }
  static Task<void> subscribe_one(DecisionsTest& self, UserId user) {
    auto answer = co_await self.subscriptions->subscribe(std::move(user), {"news"});
    self.refused += answer ? 0 : 1;
  }

  Published publish_on_channel() {
    PublishCommand one = send("hello");
    one.users = {ada};
    return run_task(store->append(one)).value();
  }

  std::atomic<bool> failing = false;
  int refused = 0;
};

TEST_F(DecisionsTest, PreferencesThatWereNotCommittedDecideNothing) {
  settings.commit_fails = [this] {
    return failing.load();
  };
  open_all();
  ASSERT_TRUE(publish(ada));
  failing = true;
  ASSERT_EQ(code(patch(ada, in_app(false))), ErrorCode::store_unavailable);
  failing = false;
  EXPECT_EQ(publish(ada)->accepted, 1u);
  EXPECT_EQ(run_task(preferences->preferences(ada))->changed_at, 0u);
}

TEST_F(DecisionsTest, PreferencesOutliveAFailureNextToThem) {
  open_all();
  const PublishCommand used = command(UserId("bob"));  // whom no preference keeps from failing a second time
  ASSERT_TRUE(run_task(store->append(used)));
  std::vector<Task<void>> tasks;
  tasks.push_back(append_one(*this, command(ada)));
  tasks.push_back(patch_one(*this, ada, in_app(false)));
  tasks.push_back(append_one(*this, used));
  run_together(std::move(tasks));
  ASSERT_EQ(refused, 1);
  EXPECT_EQ(publish(ada)->accepted, 0u);
  EXPECT_EQ(state(ada).rev, 2u);
}

TEST_F(DecisionsTest, SubscriptionsThatWereNotCommittedLetNothingThrough) {
  settings.commit_fails = [this] {
    return failing.load();
  };
  open_all();
  ASSERT_EQ(publish_on_channel().accepted, 0u);
  failing = true;
  ASSERT_FALSE(run_task(subscriptions->subscribe(ada, {"news"})));
  failing = false;
  EXPECT_EQ(publish_on_channel().accepted, 0u);
  subscribe(ada);
  EXPECT_EQ(publish_on_channel().accepted, 1u);
}

TEST_F(DecisionsTest, SubscriptionsOutliveAFailureNextToThem) {
  open_all();
  const PublishCommand used = command(ada);
  ASSERT_TRUE(run_task(store->append(used)));
  std::vector<Task<void>> tasks;
  tasks.push_back(append_one(*this, command(ada)));
  tasks.push_back(subscribe_one(*this, ada));
  tasks.push_back(append_one(*this, used));
  run_together(std::move(tasks));
  ASSERT_EQ(refused, 1);
  EXPECT_EQ(publish_on_channel().accepted, 1u);
  EXPECT_EQ(number("SELECT subscribers FROM channels"), 1);
}

TEST_F(DecisionsTest, PreferencesAndSubscriptionsAreKnownAfterReopening) {
  open_all();
  ASSERT_TRUE(patch(ada, in_app(false)));
  subscribe(ada);
  reopen();
  EXPECT_EQ(publish(ada)->suppressed.front().reason, Decision::disabled);
  ASSERT_TRUE(patch(ada, in_app(true)));
  EXPECT_EQ(publish_on_channel().accepted, 1u);
}

TEST_F(DecisionsTest, PreferencesThatCannotBeReadSuppressNothing) {
  open_all();
  ASSERT_TRUE(patch(ada, in_app(false)));
  close();
  {
    auto raw = Database::open(settings.path, Database::Mode::read_write, std::chrono::seconds(1)).value();
    raw->run_script("UPDATE notification_preferences SET text = 'not ours'");
  }
  open_all();
  EXPECT_EQ(publish(ada)->accepted, 1u);
}

TEST_F(DecisionsTest, ANotificationThatNobodyNeedsLeavesOnlyItsSuppressions) {
  open_all();
  ASSERT_TRUE(patch(ada, in_app(false)));
  ASSERT_EQ(publish(ada)->accepted, 0u);
  EXPECT_EQ(number("SELECT count(*) FROM notifications"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM suppressions"), 1);
}

TEST_F(DecisionsTest, TheContentStaysForOtherServicesWhenNoInboxHasIt) {
  settings.policy.outbox.decided = true;
  open_all();
  ASSERT_TRUE(patch(ada, in_app(false)));
  ASSERT_EQ(publish(ada)->accepted, 0u);
  EXPECT_EQ(number("SELECT refs FROM notifications"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM outbox"), 1);
}

TEST_F(DecisionsTest, TheContentOfAReplacedOneGoesWithItsLogEntry) {
  open_all();
  for (int i = 0; i < 2; ++i) {
    PublishCommand one = command(ada);
    one.collapse_key = "k";
    ASSERT_TRUE(run_task(store->append(one)));
    clock.advance(std::chrono::hours(1));
  }
  EXPECT_EQ(number("SELECT sum(refs) FROM notifications"), 3);
  const UpkeepLimits limits{
      .now = clock.now(), .retention_floor = {}, .log_floor = clock.now(), .idempotency_floor = {}};
  ASSERT_TRUE(run_task(store->upkeep(limits)));
  EXPECT_EQ(number("SELECT count(*) FROM notifications"), 1);
  EXPECT_EQ(number("SELECT sum(refs) FROM notifications"), 1);
}

TEST_F(DecisionsTest, KeysAndDecisionsAreForgottenInBatches) {
  open_all();
  ASSERT_TRUE(patch(ada, in_app(false)));
  for (int i = 0; i < 5; ++i) {
    PublishCommand one = command(ada);
    one.dedupe_key = std::to_string(i);
    ASSERT_TRUE(run_task(store->append(one)));
  }
  clock.advance(std::chrono::hours(24));
  const UpkeepLimits limits{
      .now = clock.now(), .retention_floor = {}, .log_floor = clock.now(), .idempotency_floor = {}, .batch = 3};
  EXPECT_TRUE(run_task(store->upkeep(limits))->more);
  EXPECT_EQ(number("SELECT count(*) FROM dedupe_keys"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM suppressions"), 2);
  EXPECT_FALSE(run_task(store->upkeep(limits))->more);
  EXPECT_EQ(number("SELECT count(*) FROM dedupe_keys"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM suppressions"), 0);
}

}  // namespace
}  // namespace belfry::sqlite::test
