#include "contract/store_contract.hpp"

namespace belfry::test {
namespace {

using std::chrono::minutes;
using Verdict = OutboxOutcome::Verdict;

class OutboxContract : public StoreContract {
 protected:
  using Ids = std::vector<OutboxId>;

  OutboxStore& outbox() { return stores->outbox(); }
  std::vector<OutboxEntry> due(std::size_t limit = 100) { return run_task(outbox().due(clock.now(), limit)).value(); }
  std::optional<Instant> next_due() { return run_task(outbox().next_due()).value(); }
  std::vector<OutboxEntry> dead(OutboxId after = 0, std::size_t limit = 100) {
    return run_task(outbox().dead(after, limit)).value();
  }
  OutboxStatus status() { return run_task(outbox().outbox_status()).value(); }
  std::size_t retry(Ids ids) { return run_task(outbox().retry(std::move(ids))).value(); }

  void settle(OutboxOutcome outcome) {
    EXPECT_TRUE(run_task(outbox().settle(std::vector<OutboxOutcome>{std::move(outcome)})));
  }
  void sent(OutboxId id) { settle({.id = id, .verdict = Verdict::sent, .next_attempt = {}, .error = {}}); }
  void again(OutboxId id, Instant next, std::string error = "status 503") {
    settle({.id = id, .verdict = Verdict::again, .next_attempt = next, .error = std::move(error)});
  }
  void died(OutboxId id, std::string error = "status 400") {
    settle({.id = id, .verdict = Verdict::dead, .next_attempt = {}, .error = std::move(error)});
  }

  static Titles titles_of(const std::vector<OutboxEntry>& entries) {
    Titles all;
    for (const OutboxEntry& entry : entries) {
      all.push_back(entry.notification ? entry.notification->title : "");
    }
    return all;
  }
  static Ids ids_of(const std::vector<OutboxEntry>& entries) {
    Ids all;
    for (const OutboxEntry& entry : entries) {
      all.push_back(entry.id);
    }
    return all;
  }
};

/// A store that was not asked to tell other services anything.
class SilentOutbox : public OutboxContract {
 protected:
  void SetUp() override {
    stores = GetParam().make(clock, {});
    store().set_listener(*this);
  }
};

TEST_P(OutboxContract, HasWhatWasDecidedForEmailAndPush) {
  ASSERT_TRUE(patch(ada, switching(Kind::email, false)));
  const NotificationId id = publish(ada, "hello");
  const auto entries = due();
  ASSERT_EQ(entries.size(), 1u);
  const OutboxEntry& entry = entries[0];
  EXPECT_EQ(entry.kind, OutboxKind::decided);
  EXPECT_EQ(entry.user, ada);
  EXPECT_EQ(entry.notification_id, id);
  ASSERT_TRUE(entry.notification);
  EXPECT_EQ(*entry.notification, *find(ada, id)->notification);
  EXPECT_EQ(entry.decisions.of(Kind::in_app), Decision::deliver);
  EXPECT_EQ(entry.decisions.of(Kind::email), Decision::disabled);
  EXPECT_EQ(entry.decisions.of(Kind::push), Decision::deliver);
  EXPECT_EQ(entry.at, clock.now());
  EXPECT_EQ(entry.attempts, 0u);
  EXPECT_TRUE(entry.last_error.empty());
}

TEST_P(OutboxContract, HasWhatIsSuppressedInAppOnly) {
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  EXPECT_EQ(append(command(draft("mail"), {ada}))->accepted, 0u);
  const auto entries = due();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].decisions.of(Kind::in_app), Decision::disabled);
  EXPECT_EQ(entries[0].decisions.of(Kind::email), Decision::deliver);
  ASSERT_TRUE(entries[0].notification);
  EXPECT_EQ(entries[0].notification->title, "mail");
}

TEST_P(OutboxContract, HasNothingWhereNeitherEmailNorPushIsWanted) {
  ASSERT_TRUE(patch(ada, switching(Kind::email, false)));
  ASSERT_TRUE(patch(ada, switching(Kind::push, false)));
  publish(ada);
  EXPECT_TRUE(due().empty());
  EXPECT_FALSE(next_due());
}

TEST_P(OutboxContract, HasNothingDuringQuietHoursButMandatoryTypes) {
  ASSERT_TRUE(patch(ada, quiet_now()));
  publish(ada, "quiet");
  publish(ada, of_type("maintenance_scheduled", "loud"));
  EXPECT_EQ(titles_of(due()), (Titles{"loud"}));
}

TEST_P(OutboxContract, HasNothingOfAChannelTheUserDoesNotHear) {
  ASSERT_TRUE(append(command(on_channel("news"), {ada})));
  EXPECT_TRUE(due().empty());
}

TEST_P(OutboxContract, OutlivesTheInboxWithTheContent) {
  const NotificationId id = publish(ada, "gone");
  ASSERT_TRUE(remove(ada, id));
  clock.advance(std::chrono::hours(1));
  UpkeepLimits limits = idle_limits();
  limits.log_floor = clock.now();
  upkeep_all(limits);
  EXPECT_EQ(titles_of(due()), (Titles{"gone"}));
}

TEST_P(OutboxContract, HasOneEventForEverybodyOfAnAnnouncement) {
  publish(ada);
  const NotificationId id = announce("to all");
  ASSERT_EQ(due().size(), 2u);
  const OutboxEntry entry = due()[1];
  EXPECT_FALSE(entry.user);
  EXPECT_EQ(entry.kind, OutboxKind::decided);
  EXPECT_EQ(entry.notification_id, id);
  ASSERT_TRUE(entry.notification);
  EXPECT_EQ(entry.notification->title, "to all");
  EXPECT_EQ(entry.decisions, Decisions{});
}

TEST_P(OutboxContract, TellsOfTheFirstAcknowledgementOnce) {
  const NotificationId id = publish(ada);
  sent(due()[0].id);
  clock.advance(minutes(1));
  deliver({.user = ada, .up_to = 1, .ids = {}});
  const Instant delivered = clock.now();
  clock.advance(minutes(1));
  deliver({.user = ada, .up_to = 1, .ids = {id}});
  const auto entries = due();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].kind, OutboxKind::delivered);
  EXPECT_EQ(entries[0].user, ada);
  EXPECT_EQ(entries[0].notification_id, id);
  EXPECT_FALSE(entries[0].notification);
  EXPECT_EQ(entries[0].at, delivered);
  sent(entries[0].id);
  EXPECT_EQ(status().waiting, 0u);
}

TEST_P(OutboxContract, TellsOfEachAcknowledgedNotificationByItself) {
  publish_many(ada, 3);
  while (!due().empty()) {
    sent(due()[0].id);
  }
  deliver({.user = ada, .up_to = 2, .ids = {}});
  EXPECT_EQ(status().waiting, 2u);
}

TEST_P(OutboxContract, HasOnlyTheFirstEventOfAUserDue) {
  publish(ada, "a1");
  publish(ada, "a2");
  publish(bob, "b1");
  EXPECT_EQ(titles_of(due()), (Titles{"a1", "b1"}));
  EXPECT_EQ(ids_of(due()), ids_of(due()));
}

TEST_P(OutboxContract, HasTheNextDueWhenTheFirstWasSent) {
  publish_many(ada, 3);
  sent(due()[0].id);
  EXPECT_EQ(titles_of(due()), (Titles{"2"}));
  sent(due()[0].id);
  EXPECT_EQ(titles_of(due()), (Titles{"3"}));
  sent(due()[0].id);
  EXPECT_TRUE(due().empty());
  EXPECT_FALSE(next_due());
}

TEST_P(OutboxContract, KeepsTheEventsForEverybodyInOrderAmongThemselves) {
  announce("1");
  announce("2");
  EXPECT_EQ(titles_of(due()), (Titles{"1"}));
  sent(due()[0].id);
  EXPECT_EQ(titles_of(due()), (Titles{"2"}));
}

TEST_P(OutboxContract, GivesIdsThatGrowAndAreNotUsedAgain) {
  publish(ada);
  const OutboxId first = due()[0].id;
  sent(first);
  publish(ada);
  EXPECT_GT(due()[0].id, first);
}

TEST_P(OutboxContract, TakesAtMostSoMany) {
  for (int i = 0; i < 5; ++i) {
    publish(UserId("user-" + std::to_string(i)));
  }
  EXPECT_EQ(due(3).size(), 3u);
}

TEST_P(OutboxContract, AnswersTheLongestDueFirst) {
  publish(ada, "a");
  publish(bob, "b");
  again(due()[0].id, clock.now() + minutes(1));
  again(due()[0].id, clock.now() + std::chrono::seconds(30));
  clock.advance(minutes(2));
  EXPECT_EQ(titles_of(due()), (Titles{"b", "a"}));
}

TEST_P(OutboxContract, TriesAgainWhenItIsTimeWithTheReasonOfTheLastAttempt) {
  publish(ada, "1");
  publish(ada, "2");
  again(due()[0].id, clock.now() + minutes(1), "status 503");
  EXPECT_TRUE(due().empty());
  EXPECT_EQ(next_due(), clock.now() + minutes(1));
  clock.advance(minutes(1));
  const auto entries = due();
  ASSERT_EQ(titles_of(entries), (Titles{"1"}));
  EXPECT_EQ(entries[0].attempts, 1u);
  EXPECT_EQ(entries[0].last_error, "status 503");
  again(entries[0].id, clock.now(), "status 500");
  EXPECT_EQ(due()[0].attempts, 2u);
  EXPECT_EQ(due()[0].last_error, "status 500");
}

TEST_P(OutboxContract, HoldsUpNobodyElseBehindAnEventThatFails) {
  publish(ada);
  again(due()[0].id, clock.now() + minutes(1));
  publish(bob, "b");
  EXPECT_EQ(titles_of(due()), (Titles{"b"}));
  EXPECT_EQ(next_due(), clock.now());
}

TEST_P(OutboxContract, ListsTheDeadAndGoesOnWithTheNext) {
  publish(ada, "1");
  publish(ada, "2");
  const OutboxId first = due()[0].id;
  died(first, "status 400");
  EXPECT_EQ(titles_of(due()), (Titles{"2"}));
  const auto entries = dead();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].id, first);
  EXPECT_EQ(entries[0].user, ada);
  EXPECT_EQ(entries[0].attempts, 1u);
  EXPECT_EQ(entries[0].last_error, "status 400");
  ASSERT_TRUE(entries[0].notification);
  EXPECT_EQ(entries[0].notification->title, "1");
}

TEST_P(OutboxContract, ListsTheDeadInPagesOldestFirst) {
  publish_many(ada, 3);
  for (int i = 0; i < 3; ++i) {
    died(due()[0].id);
  }
  const auto first = dead(0, 2);
  EXPECT_EQ(titles_of(first), (Titles{"1", "2"}));
  EXPECT_EQ(titles_of(dead(first.back().id, 2)), (Titles{"3"}));
}

TEST_P(OutboxContract, RevivesTheNamedDead) {
  publish(ada, "a");
  publish(bob, "b");
  const OutboxId first = due()[0].id;
  const OutboxId second = due()[1].id;
  died(first);
  died(second);
  EXPECT_EQ(retry({second, 999}), 1u);
  EXPECT_EQ(ids_of(dead()), (Ids{first}));
  const auto entries = due();
  ASSERT_EQ(ids_of(entries), (Ids{second}));
  EXPECT_EQ(entries[0].attempts, 0u);
  EXPECT_EQ(next_due(), clock.now());
}

TEST_P(OutboxContract, RevivesAllTheDeadWhenNoneIsNamed) {
  publish_many(ada, 2);
  publish(bob);
  while (!due().empty()) {
    died(due()[0].id);
  }
  EXPECT_EQ(retry({}), 3u);
  EXPECT_EQ(status().dead, 0u);
  EXPECT_EQ(status().waiting, 3u);
  EXPECT_EQ(due().size(), 2u);
  EXPECT_EQ(retry({}), 0u);
}

TEST_P(OutboxContract, RevivesNothingThatIsNotDead) {
  publish(ada);
  EXPECT_EQ(retry({due()[0].id}), 0u);
  EXPECT_EQ(due().size(), 1u);
}

TEST_P(OutboxContract, PutsARevivedEventBeforeThoseThatCameAfterIt) {
  publish_many(ada, 2);
  const OutboxId first = due()[0].id;
  died(first);
  const OutboxId second = due()[0].id;
  again(second, clock.now() + minutes(5));
  EXPECT_EQ(retry({first}), 1u);
  EXPECT_EQ(ids_of(due()), (Ids{first}));
  sent(first);
  EXPECT_EQ(ids_of(due()), (Ids{second}));
}

TEST_P(OutboxContract, PassesOverWhatItDoesNotKnow) {
  publish(ada);
  sent(999);
  again(999, clock.now());
  died(999);
  EXPECT_EQ(status().waiting, 1u);
  EXPECT_EQ(status().dead, 0u);
}

TEST_P(OutboxContract, SettlesManyAtOnce) {
  publish(ada);
  publish(bob);
  const auto entries = due();
  EXPECT_TRUE(
      run_task(outbox().settle({{.id = entries[0].id, .verdict = Verdict::sent, .next_attempt = {}, .error = {}},
                                {.id = entries[1].id, .verdict = Verdict::dead, .next_attempt = {}, .error = "no"}})));
  EXPECT_EQ(status().waiting, 0u);
  EXPECT_EQ(status().dead, 1u);
}

TEST_P(OutboxContract, TellsHowManyWaitAndSinceWhen) {
  EXPECT_EQ(status().waiting, 0u);
  EXPECT_FALSE(status().oldest);
  publish(ada);
  const Instant first = clock.now();
  clock.advance(minutes(1));
  publish(bob);
  EXPECT_EQ(status().waiting, 2u);
  EXPECT_EQ(status().oldest, first);
  died(due()[0].id);
  EXPECT_EQ(status().waiting, 1u);
  EXPECT_EQ(status().dead, 1u);
  EXPECT_EQ(status().oldest, clock.now());
}

TEST_P(OutboxContract, KeepsWhatWaitsHoweverLongItTakes) {
  publish(ada);
  clock.advance(std::chrono::hours(24 * 100));
  UpkeepLimits limits = idle_limits();
  limits.retention_floor = clock.now();
  limits.log_floor = clock.now();
  upkeep_all(limits);
  EXPECT_EQ(titles_of(due()), (Titles{"hello"}));
}

TEST_P(OutboxContract, ForgetsTheDeadWithTheLog) {
  publish(ada);
  died(due()[0].id);
  clock.advance(minutes(1));
  publish(bob);
  died(due()[0].id);
  UpkeepLimits limits = idle_limits();
  limits.log_floor = clock.now();
  upkeep_all(limits);
  ASSERT_EQ(dead().size(), 1u);
  EXPECT_EQ(dead()[0].user, bob);
}

TEST_P(SilentOutbox, HasNothingThatNobodyAskedFor) {
  publish(ada);
  announce();
  subscribe(bob, {"news"});
  send("news");
  fan_out_all();
  deliver({.user = ada, .up_to = 1, .ids = {}});
  EXPECT_EQ(status().waiting, 0u);
  EXPECT_TRUE(due().empty());
}

INSTANTIATE_TEST_SUITE_P(Stores, OutboxContract, every_store(), name_of_store);
INSTANTIATE_TEST_SUITE_P(Stores, SilentOutbox, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
