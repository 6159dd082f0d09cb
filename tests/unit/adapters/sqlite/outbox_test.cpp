#include "unit/adapters/sqlite/sqlite_fixture.hpp"

#include "adapters/sqlite/outbox_rows.hpp"
#include "adapters/sqlite/sqlite_outbox_store.hpp"

#include <chrono>

namespace belfry::sqlite::test {
namespace {

using std::chrono::minutes;
using Verdict = OutboxOutcome::Verdict;

class OutboxTest : public SqliteTest {
 protected:
  void SetUp() override {
    SqliteTest::SetUp();
    settings.policy.outbox = {.decided = true, .delivered = true};
    reopen();
  }

  void reopen() {
    outbox.reset();
    close();
    open();
    outbox = std::make_unique<SqliteOutboxStore>(*database);
  }

  /// `count` events of acknowledgement: nothing else stands in their way.
  void add(const UserId& user, std::size_t count = 1) {
    const auto done = run_task(database->write<void>(StoreOperation::append, count, [=](WriteSession& session) {
      const UserRecord& record = session.user(user);
      for (std::size_t i = 0; i < count; ++i) {
        add_delivered(session, record, Uuid::v4());
      }
      return Result<void>();
    }));
    ASSERT_TRUE(done);
  }

  std::vector<OutboxEntry> due(std::size_t limit = 100) { return run_task(outbox->due(clock.now(), limit)).value(); }
  std::optional<Instant> next_due() { return run_task(outbox->next_due()).value(); }
  std::vector<OutboxEntry> dead() { return run_task(outbox->dead(0, 100)).value(); }
  OutboxStatus status() { return run_task(outbox->outbox_status()).value(); }
  void settle(OutboxId id, Verdict verdict, Instant next = {}) {
    ASSERT_TRUE(run_task(outbox->settle({{.id = id, .verdict = verdict, .next_attempt = next, .error = "refused"}})));
  }
  std::size_t retry(std::vector<OutboxId> ids = {}) { return run_task(outbox->retry(std::move(ids))).value(); }
  static std::vector<OutboxId> ids(const std::vector<OutboxEntry>& events) {
    std::vector<OutboxId> all;
    for (const OutboxEntry& event : events) {
      all.push_back(event.id);
    }
    return all;
  }

  const UserId bob{std::string("bob")};
  std::unique_ptr<SqliteOutboxStore> outbox;
};

TEST_F(OutboxTest, OnlyTheFirstEventOfEachUserIsDue) {
  add(ada, 2);
  add(bob, 2);
  const auto found = due();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].user, ada);
  EXPECT_EQ(found[1].user, bob);
  EXPECT_EQ(next_due(), clock.now());
}

TEST_F(OutboxTest, TheNextEventOfAUserBecomesDueWhenTheOneBeforeWasSent) {
  add(ada, 2);
  const auto first = due();
  settle(first[0].id, Verdict::sent);
  const auto second = due();
  ASSERT_EQ(second.size(), 1u);
  EXPECT_GT(second[0].id, first[0].id);
  settle(second[0].id, Verdict::sent);
  EXPECT_FALSE(next_due());
  EXPECT_EQ(status().waiting, 0u);
}

TEST_F(OutboxTest, AnEventThatFailedHoldsBackItsUserAndNobodyElse) {
  add(ada, 2);
  add(bob);
  settle(due()[0].id, Verdict::again, clock.now() + minutes(5));
  const auto found = due();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].user, bob);
  settle(found[0].id, Verdict::sent);
  EXPECT_EQ(next_due(), clock.now() + minutes(5));
  clock.advance(minutes(5));
  const auto again = due();
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].attempts, 1u);
  EXPECT_EQ(again[0].last_error, "refused");
}

TEST_F(OutboxTest, ADeadEventLetsTheNextOneGo) {
  add(ada, 2);
  const OutboxId first = due()[0].id;
  settle(first, Verdict::dead);
  EXPECT_EQ(ids(dead()), std::vector{first});
  EXPECT_EQ(dead()[0].attempts, 1u);
  ASSERT_EQ(due().size(), 1u);
  EXPECT_GT(due()[0].id, first);
}

TEST_F(OutboxTest, ARevivedEventGoesBeforeThoseThatCameAfterIt) {
  add(ada, 3);
  const OutboxId first = due()[0].id;
  settle(first, Verdict::dead);
  const OutboxId second = due()[0].id;
  EXPECT_EQ(retry({first}), 1u);
  EXPECT_EQ(ids(due()), std::vector{first});
  EXPECT_EQ(due()[0].attempts, 0u);
  // The second was under way when the first came back.
  settle(second, Verdict::again, clock.now());
  EXPECT_EQ(ids(due()), std::vector{first});
  settle(first, Verdict::sent);
  EXPECT_EQ(ids(due()), std::vector{second});
}

TEST_F(OutboxTest, AllTheDeadAreRevivedHoweverManyTheyAre) {
  const std::size_t count = SqliteOutboxStore::kRetryBatch + 1;
  add(ada, count);
  for (std::size_t i = 0; i < count; ++i) {
    settle(due()[0].id, Verdict::dead);
  }
  EXPECT_EQ(status().dead, count);
  EXPECT_EQ(retry(), count);
  EXPECT_EQ(status().dead, 0u);
  EXPECT_EQ(status().waiting, count);
  EXPECT_EQ(due().size(), 1u);
}

TEST_F(OutboxTest, WhatIsUnknownOrNotDeadIsPassedOver) {
  add(ada);
  const OutboxId waiting = due()[0].id;
  EXPECT_EQ(retry({waiting, 999}), 0u);
  settle(999, Verdict::sent);
  EXPECT_EQ(status().waiting, 1u);
}

TEST_F(OutboxTest, AnIdIsNotUsedAgainWhenTheOutboxWasEmptied) {
  add(ada);
  const OutboxId first = due()[0].id;
  settle(first, Verdict::sent);
  reopen();
  add(ada);
  EXPECT_GT(due()[0].id, first);
}

TEST_F(OutboxTest, WhatWaitsAndWhatDiedIsThereAfterReopening) {
  add(ada, 3);
  const OutboxId first = due()[0].id;
  settle(first, Verdict::dead);
  const OutboxId second = due()[0].id;
  settle(second, Verdict::again, clock.now() + minutes(1));
  reopen();
  EXPECT_EQ(ids(dead()), std::vector{first});
  EXPECT_TRUE(due().empty());
  EXPECT_EQ(next_due(), clock.now() + minutes(1));
  EXPECT_EQ(status().waiting, 2u);
}

TEST_F(OutboxTest, AFirstAcknowledgementIsAnEventAndFurtherOnesAreNot) {
  publish(ada);
  const NotificationId id = publish(ada)->id;
  const std::size_t before = status().waiting;
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(run_task(store->mark_delivered({{.user = ada, .up_to = 2, .announcement_up_to = 0, .ids = {id}}})));
  }
  EXPECT_EQ(status().waiting, before + 2);
}

TEST_F(OutboxTest, WhatNobodyAskedForIsNotWritten) {
  settings.policy.outbox = {};
  reopen();
  publish(ada);
  ASSERT_TRUE(run_task(store->mark_delivered({{.user = ada, .up_to = 1, .announcement_up_to = 0, .ids = {}}})));
  EXPECT_EQ(status().waiting, 0u);
}

TEST_F(OutboxTest, TheDeadAreForgottenWithTheLog) {
  add(ada, 2);
  settle(due()[0].id, Verdict::dead);
  clock.advance(minutes(1));
  const Instant floor = clock.now();
  settle(due()[0].id, Verdict::dead);
  const UpkeepLimits limits{.now = clock.now(), .retention_floor = {}, .log_floor = floor, .idempotency_floor = {}};
  ASSERT_TRUE(run_task(store->upkeep(limits)));
  EXPECT_EQ(dead().size(), 1u);
}

// With a walk over what waits, each step would cost 20,000 rows: minutes instead of a moment.
TEST_F(OutboxTest, ManyEventsBehindOneThatFailsCostNothing) {
  constexpr std::size_t kWaiting = 20'000;
  add(ada, kWaiting);
  const OutboxId head = due()[0].id;
  const auto started = std::chrono::steady_clock::now();
  for (int attempt = 0; attempt < 200; ++attempt) {
    settle(head, Verdict::again, clock.now() + minutes(1));
    add(bob);
    const auto found = due();
    ASSERT_EQ(found.size(), 1u);
    ASSERT_EQ(found[0].user, bob);
    settle(found[0].id, Verdict::sent);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(20));
  EXPECT_EQ(status().waiting, kWaiting);
}

}  // namespace
}  // namespace belfry::sqlite::test
