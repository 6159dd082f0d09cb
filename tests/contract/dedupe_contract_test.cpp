#include "contract/store_contract.hpp"

namespace belfry::test {
namespace {

using SuppressedList = std::vector<Suppressed>;
using std::chrono::hours;
using std::chrono::milliseconds;

using Dedupe = StoreContract;

TEST_P(Dedupe, DropsARepeatAndSaysSo) {
  EXPECT_EQ(append(deduped("k", {ada}, "first"))->accepted, 1u);
  const auto repeat = append(deduped("k", {ada}, "again"));
  ASSERT_TRUE(repeat);
  EXPECT_EQ(repeat->accepted, 0u);
  EXPECT_EQ(repeat->suppressed, (SuppressedList{{.user = ada, .reason = Decision::duplicate}}));
  EXPECT_EQ(listed(ada), (Titles{"first"}));
  EXPECT_EQ(state(ada).rev, 1u);
  EXPECT_EQ(events.size(), 1u);
}

TEST_P(Dedupe, CountsPerUser) {
  ASSERT_TRUE(append(deduped("k", {ada})));
  const auto both = append(deduped("k", {ada, bob}));
  EXPECT_EQ(both->accepted, 1u);
  EXPECT_EQ(both->suppressed, (SuppressedList{{.user = ada, .reason = Decision::duplicate}}));
  EXPECT_EQ(state(bob).unread, 1u);
}

TEST_P(Dedupe, TellsKeysApart) {
  ASSERT_TRUE(append(deduped("k", {ada})));
  EXPECT_EQ(append(deduped("l", {ada}))->accepted, 1u);
}

TEST_P(Dedupe, HoldsForADay) {
  ASSERT_TRUE(append(deduped("k", {ada})));
  clock.advance(hours(24) - milliseconds(1));
  EXPECT_EQ(append(deduped("k", {ada}))->accepted, 0u);
  clock.advance(milliseconds(2));
  EXPECT_EQ(append(deduped("k", {ada}))->accepted, 1u);
}

TEST_P(Dedupe, IsCountedFromTheOneThatGotThroughNotFromItsRepeats) {
  ASSERT_TRUE(append(deduped("k", {ada})));
  clock.advance(hours(23));
  EXPECT_EQ(append(deduped("k", {ada}))->accepted, 0u);
  clock.advance(hours(1) + milliseconds(1));
  EXPECT_EQ(append(deduped("k", {ada}))->accepted, 1u);
  clock.advance(hours(23));
  EXPECT_EQ(append(deduped("k", {ada}))->accepted, 0u);
}

TEST_P(Dedupe, OutlivesTheRemovalOfTheFirst) {
  const auto first = append(deduped("k", {ada}));
  ASSERT_TRUE(remove(ada, first->id));
  EXPECT_EQ(append(deduped("k", {ada}))->accepted, 0u);
}

TEST_P(Dedupe, OutlivesUpkeepWithinTheDay) {
  ASSERT_TRUE(append(deduped("k", {ada})));
  clock.advance(hours(24) - milliseconds(1));
  upkeep_all(idle_limits());
  EXPECT_EQ(append(deduped("k", {ada}))->accepted, 0u);
}

TEST_P(Dedupe, IsSaidBeforeEverythingElse) {
  subscribe(ada, {"news"});
  PublishCommand first = command(on_channel("news"), {ada});
  first.dedupe_key = "k";
  ASSERT_TRUE(append(first));
  unsubscribe(ada, {"news"});
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  PublishCommand again = command(on_channel("news"), {ada});
  again.dedupe_key = "k";
  EXPECT_EQ(append(again)->suppressed, (SuppressedList{{.user = ada, .reason = Decision::duplicate}}));
}

TEST_P(Dedupe, DropsMandatoryTypesToo) {
  PublishCommand first = command(of_type("maintenance_scheduled"), {ada});
  first.dedupe_key = "k";
  ASSERT_TRUE(append(first));
  PublishCommand again = command(of_type("maintenance_scheduled"), {ada});
  again.dedupe_key = "k";
  EXPECT_EQ(append(again)->accepted, 0u);
}

TEST_P(Dedupe, OfARepeatNothingIsToldToOtherServices) {
  ASSERT_TRUE(append(deduped("k", {ada})));
  ASSERT_TRUE(append(deduped("k", {ada})));
  EXPECT_EQ(run_task(stores->outbox().outbox_status())->waiting, 1u);
}

INSTANTIATE_TEST_SUITE_P(Stores, Dedupe, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
