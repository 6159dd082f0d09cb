#include "contract/privacy_fixture.hpp"

namespace belfry::test {
namespace {

using Erase = PrivacyContract;

TEST_P(Erase, LeavesNothingOfTheUser) {
  fill(ada);
  erase_all(ada);
  const auto records = export_all(ada);
  ASSERT_EQ(records.size(), 1u);
  const auto& account = std::get<ExportedAccount>(records[0]);
  EXPECT_EQ(account.state.rev, 0u);
  EXPECT_EQ(account.preferences, Preferences{});
  EXPECT_TRUE(account.channels.empty());
  EXPECT_FALSE(account.tokens_revoked_at);
  EXPECT_EQ(preferences(ada).changed_at, 0u);
  EXPECT_TRUE(channels(ada).empty());
  EXPECT_EQ(listed(ada).size(), 2u);  // the announcements, as for anybody
  EXPECT_EQ(state(ada).unread, 2u);
  EXPECT_EQ(state(ada).unseen, 2u);
  EXPECT_EQ(outbox_status().waiting, 0u);
  EXPECT_EQ(outbox_status().dead, 0u);
  EXPECT_TRUE(run_task(stores->jobs().jobs(ada, {}))->jobs.empty());
  EXPECT_EQ(code(run_task(stores->jobs().job(job_of(ada, "running").id))), ErrorCode::job_not_found);
}

TEST_P(Erase, MakesNoEvent) {
  fill(ada);
  order.clear();
  erase_all(ada);
  EXPECT_TRUE(order.empty());
}

TEST_P(Erase, InSmallBatchesComesToTheSame) {
  fill(ada);
  EXPECT_GT(erase_all(ada, 1), 10);
  EXPECT_EQ(export_all(ada).size(), 1u);
  EXPECT_EQ(state(ada).rev, 0u);
  EXPECT_EQ(outbox_status().waiting, 0u);
}

TEST_P(Erase, BegunCanBeFinishedByAskingAgain) {
  fill(ada);
  ASSERT_TRUE(run_task(stores->privacy().erase_user(ada, 2))->more);
  erase_all(ada);
  EXPECT_EQ(export_all(ada).size(), 1u);
}

TEST_P(Erase, OfAUserNeverHeardOfIsDoneAtOnce) { EXPECT_EQ(erase_all(ada), 1); }

TEST_P(Erase, LeavesOthersAsTheyWere) {
  fill(ada);
  const Notification shared = draft("shared");
  ASSERT_TRUE(append(command(shared, {ada, bob})));
  ASSERT_TRUE(patch(bob, switching(Kind::email, false)));
  subscribe(bob, {"news"});
  const auto before = export_all(bob);
  const InboxState head = state(bob);
  erase_all(ada, 3);
  EXPECT_EQ(export_all(bob).size(), before.size());
  EXPECT_EQ(state(bob), head);
  EXPECT_EQ(*find(bob, shared.id)->notification, shared);
  ASSERT_TRUE(changes(bob, 0)->changes[0].notification || changes(bob, 0)->changes[1].notification);
  EXPECT_EQ(channels(bob), (std::vector<std::string>{"news"}));
  EXPECT_EQ(outbox_status().waiting, 1u);
}

TEST_P(Erase, PutsOldCursorsBeyondTheHead) {
  fill(ada);
  const Cursor old = state(ada).cursor();
  erase_all(ada);
  EXPECT_EQ(code(changes_since(ada, old)), ErrorCode::resync_required);
  EXPECT_TRUE(changes_since(ada, Cursor{old.epoch, 0, old.announcement}));
}

TEST_P(Erase, LetsTheUserBeginAnew) {
  fill(ada);
  erase_all(ada);
  events.clear();
  EXPECT_EQ(append(deduped("key", {ada}, "again"))->accepted, 1u);
  EXPECT_EQ(events.back()->change.rev, 1u);
  EXPECT_EQ(events.back()->state.rev, 1u);
  EXPECT_EQ(append(command(of_type("quota_warning"), {ada}))->accepted, 1u);
  EXPECT_EQ(append(command(on_channel("news"), {ada}))->accepted, 0u);
  EXPECT_EQ(state(ada).rev, 2u);
  EXPECT_EQ(state(ada).unread, 4u);
  EXPECT_EQ(changes(ada, 0)->state.rev, 2u);
}

TEST_P(Erase, TakesTheUserOutOfThoseWithoutInApp) {
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  erase_all(ada);
  EXPECT_TRUE(run_task(stores->preferences().users_without_in_app())->empty());
}

TEST_P(Erase, TakesTheUserOutOfTheChannels) {
  subscribe(ada, {"news"});
  subscribe(bob, {"news"});
  const NotificationId waiting = send("news");
  erase_all(ada);
  EXPECT_EQ(fan_out_all(), 1u);
  EXPECT_FALSE(find(ada, waiting));
  EXPECT_EQ(send(command(on_channel("news"), {}))->accepted, 1u);
}

TEST_P(Erase, TakesTheUserOutOfReports) {
  const auto published = append(command(draft(), {ada, bob}));
  erase_all(ada);
  const auto report = run_task(stores->reports().delivery_report(published->id, {}));
  ASSERT_TRUE(report);
  ASSERT_EQ(report->users.size(), 1u);
  EXPECT_EQ(report->users[0].user, bob);
}

TEST_P(Erase, TakesTheUserOutOfAnswersThatAreRepeated) {
  const IdempotencyClaim claim{.key = "k", .fingerprint = {}};
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  ASSERT_TRUE(patch(bob, switching(Kind::in_app, false)));
  ASSERT_TRUE(append(command(draft(), {ada, bob}, claim)));
  erase_all(ada);
  const auto again = append(command(draft(), {ada, bob}, claim));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->suppressed, (std::vector<Suppressed>{{.user = bob, .reason = Decision::disabled}}));
}

TEST_P(Erase, OfTheOnlyUserLeavesNoReport) {
  const NotificationId id = publish(ada);
  erase_all(ada);
  EXPECT_EQ(code(run_task(stores->reports().delivery_report(id, {}))), ErrorCode::notification_not_found);
}

TEST_P(Erase, LetsTheUsersNextEventGoAtOnce) {
  publish(ada);
  const OutboxId first = entries_due()[0].id;
  ASSERT_TRUE(run_task(stores->outbox().settle({{.id = first,
                                                 .verdict = OutboxOutcome::Verdict::again,
                                                 .next_attempt = clock.now() + std::chrono::hours(1),
                                                 .error = "status 503"}})));
  erase_all(ada);
  publish(ada);
  EXPECT_EQ(entries_due().size(), 1u);
}

TEST_P(Erase, RefusesWhatTheUsersJobsStillReport) {
  Job running = job_of(ada, "running");
  ASSERT_TRUE(run_task(stores->jobs().create(running)));
  erase_all(ada);
  running.status = JobStatus::completed;
  EXPECT_EQ(code(run_task(stores->jobs().save(running, command(draft(), {ada})))), ErrorCode::job_not_found);
  EXPECT_TRUE(run_task(stores->jobs().save_progress(std::vector<Job>{running})));
  EXPECT_EQ(export_all(ada).size(), 1u);
}

TEST_P(Erase, LeavesTheJobsOfOthersAlone) {
  fill(ada);
  ASSERT_TRUE(run_task(stores->jobs().create(job_of(bob, "running"))));
  erase_all(ada);
  EXPECT_EQ(run_task(stores->jobs().jobs(bob, {}))->jobs.size(), 1u);
}

TEST_P(Erase, LeavesEventsForEverybodyAlone) {
  announce();
  ASSERT_TRUE(read_all(ada));
  erase_all(ada);
  erase_all(bob);
  EXPECT_EQ(outbox_status().waiting, 1u);
}

INSTANTIATE_TEST_SUITE_P(Stores, Erase, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
