#include "contract/privacy_fixture.hpp"

namespace belfry::test {
namespace {

using Export = PrivacyContract;

TEST_P(Export, OfAUserNeverHeardOfIsAnAccountOfZeroes) {
  publish(bob);
  ASSERT_TRUE(recall(announce()));  // its event for everybody waits on
  const auto records = export_all(ada);
  ASSERT_EQ(records.size(), 1u);
  const auto accounts = only<ExportedAccount>(records);
  ASSERT_EQ(accounts.size(), 1u);
  EXPECT_EQ(accounts[0].state.rev, 0u);
  EXPECT_EQ(accounts[0].state.unread, 0u);
  EXPECT_EQ(accounts[0].preferences, Preferences{});
  EXPECT_TRUE(accounts[0].channels.empty());
  EXPECT_FALSE(accounts[0].tokens_revoked_at);
}

TEST_P(Export, HasTheAccountFirst) {
  fill(ada);
  const auto records = export_all(ada);
  ASSERT_FALSE(records.empty());
  ASSERT_TRUE(std::holds_alternative<ExportedAccount>(records[0]));
  const auto& account = std::get<ExportedAccount>(records[0]);
  EXPECT_EQ(account.state, state(ada));
  EXPECT_EQ(account.preferences, preferences(ada).preferences);
  EXPECT_EQ(account.channels, (std::vector<std::string>{"alerts", "news"}));
  EXPECT_EQ(account.tokens_revoked_at, clock.now());
}

TEST_P(Export, HasTheInboxByRevAndTheLogByRev) {
  fill(ada);
  const auto records = export_all(ada);
  const auto items = only<InboxItem>(records);
  EXPECT_EQ(titles(items), (Titles{"1", "2", "deduped", "read"}));
  EXPECT_FALSE(items[0].read_at);
  EXPECT_TRUE(items[3].read_at);
  const auto log = only<Change>(records);
  ASSERT_EQ(log.size(), state(ada).rev);
  for (std::size_t i = 0; i < log.size(); ++i) {
    EXPECT_EQ(log[i].rev, i + 1);
  }
  ASSERT_TRUE(log[3].notification);
  EXPECT_EQ(log[3].notification->title, "removed");
}

TEST_P(Export, HasWhatTheUserDidWithAnnouncements) {
  fill(ada);
  const auto marks = only<ExportedMark>(export_all(ada));
  ASSERT_EQ(marks.size(), 2u);
  const auto of = [&](NotificationId id) {
    return *std::ranges::find(marks, id, &ExportedMark::id);
  };
  EXPECT_EQ(of(announced_read).read_at, clock.now());
  EXPECT_FALSE(of(announced_read).removed_at);
  EXPECT_EQ(of(announced_removed).removed_at, clock.now());
}

TEST_P(Export, HasTheSuppressedTheKeysAndTheEventsDeadOrNot) {
  fill(ada);
  const auto records = export_all(ada);
  const auto decisions = only<UserDelivery>(records);
  ASSERT_EQ(decisions.size(), 1u);
  EXPECT_EQ(decisions[0].user, ada);
  EXPECT_EQ(decisions[0].whereabouts, Whereabouts::suppressed);
  EXPECT_EQ(decisions[0].decisions.of(Kind::in_app), Decision::type_disabled);
  EXPECT_EQ(decisions[0].decided_at, clock.now());
  const auto keys = only<ExportedKey>(records);
  ASSERT_EQ(keys.size(), 1u);
  EXPECT_EQ(keys[0].dedupe_key, "key");
  EXPECT_EQ(keys[0].at, clock.now());
  EXPECT_TRUE(find(ada, keys[0].id));
  const auto events_of_ada = only<OutboxEntry>(records);
  EXPECT_EQ(events_of_ada.size(), outbox_status().waiting + outbox_status().dead);
  EXPECT_EQ(outbox_status().dead, 1u);
}

TEST_P(Export, HasTheJobsInTheOrderOfCreation) {
  fill(ada);
  EXPECT_EQ(only<Job>(export_all(ada)), (std::vector<Job>{job_of(ada, "running"), job_of(ada, "ended")}));
  EXPECT_EQ(only<Job>(export_all(ada, 1)), only<Job>(export_all(ada)));
}

TEST_P(Export, HasNothingOfOthers) {
  fill(ada);
  const std::size_t before = export_all(ada).size();
  ASSERT_TRUE(append(command(draft("both"), {bob})));
  ASSERT_TRUE(patch(bob, switching(Kind::email, false)));
  ASSERT_TRUE(run_task(stores->jobs().create(job_of(bob, "running"))));
  EXPECT_EQ(export_all(ada).size(), before);
}

TEST_P(Export, PagesThroughWithoutHoleOrRepeat) {
  fill(ada);
  const auto whole = export_all(ada);
  for (const std::size_t limit : {1U, 2U, 3U, 7U}) {
    const auto paged = export_all(ada, limit);
    ASSERT_EQ(paged.size(), whole.size()) << limit;
    for (std::size_t i = 0; i < whole.size(); ++i) {
      EXPECT_EQ(paged[i].index(), whole[i].index());
    }
    EXPECT_EQ(titles(only<InboxItem>(paged)), titles(only<InboxItem>(whole)));
    EXPECT_EQ(only<Change>(paged).back().rev, only<Change>(whole).back().rev);
  }
}

TEST_P(Export, HasItsSectionsInOrder) {
  fill(ada);
  const auto records = export_all(ada);
  EXPECT_TRUE(std::ranges::is_sorted(records, {}, &ExportRecord::index));
}

TEST_P(Export, ForgetsDedupeKeysAfterTheDay) {
  ASSERT_TRUE(append(deduped("key", {ada})));
  clock.advance(std::chrono::hours(24) + std::chrono::milliseconds(1));
  upkeep_all(idle_limits());
  EXPECT_TRUE(only<ExportedKey>(export_all(ada)).empty());
}

INSTANTIATE_TEST_SUITE_P(Stores, Export, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
