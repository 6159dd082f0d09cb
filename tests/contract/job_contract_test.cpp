#include "contract/job_fixture.hpp"

namespace belfry::test {
namespace {

using Jobs = JobContract;

TEST_P(Jobs, AreKeptWithEveryMemberExactlyAsItWas) {
  const Job one = full("a");
  ASSERT_TRUE(create(one));
  EXPECT_EQ(kept(one.id), one);
  EXPECT_EQ(page(ada).jobs, std::vector{one});
}

TEST_P(Jobs, AreKeptWithoutWhatIsNotThere) {
  Job one = job("a");
  one.correlation_id.clear();
  ASSERT_TRUE(create(one));
  EXPECT_EQ(kept(one.id), one);
}

TEST_P(Jobs, TellAnErrorWithoutDetailsAndAnEmptyOneFromNone) {
  Job one = job("a");
  one.error = JobError{.code = "", .message = "", .details = std::nullopt};
  one.file_name = "";
  ASSERT_TRUE(create(one));
  EXPECT_EQ(kept(one.id), one);
}

TEST_P(Jobs, KeepEveryStatus) {
  for (const JobStatus status : kJobStatuses) {
    Job one = job(std::string(name_of(status)));
    one.status = status;
    ASSERT_TRUE(create(one));
    EXPECT_EQ(kept(one.id)->status, status);
  }
}

TEST_P(Jobs, AreCreatedOnceOnly) {
  const Job first = job("a");
  Job second = job("a", "bob");
  second.title = "other";
  ASSERT_TRUE(create(first));
  EXPECT_EQ(code(create(second)), ErrorCode::job_terminal);
  EXPECT_EQ(kept(first.id), first);
  EXPECT_TRUE(page(bob).jobs.empty());
}

TEST_P(Jobs, MakeNoEventByThemselves) {
  ASSERT_TRUE(create(job("a")));
  ASSERT_TRUE(save(ended(job("a"))));
  EXPECT_TRUE(order.empty());
  EXPECT_EQ(state(ada).rev, 0u);
}

TEST_P(Jobs, ThatNobodyCreatedAreNotFound) {
  EXPECT_EQ(code(kept(JobId("job_20260125_none"))), ErrorCode::job_not_found);
  EXPECT_EQ(code(kept(JobId())), ErrorCode::job_not_found);
  EXPECT_TRUE(page(ada).jobs.empty());
  EXPECT_FALSE(page(ada).next);
}

// Saving.

TEST_P(Jobs, AreSavedWhole) {
  ASSERT_TRUE(create(job("a")));
  const Job changed = full("a");
  ASSERT_TRUE(save(changed));
  EXPECT_EQ(kept(changed.id), changed);
  ASSERT_TRUE(save(job("a")));
  EXPECT_EQ(kept(changed.id), job("a"));
}

TEST_P(Jobs, LeaveOthersAloneWhenTheyAreSaved) {
  ASSERT_TRUE(create(job("a")));
  ASSERT_TRUE(create(job("b")));
  ASSERT_TRUE(save(full("a")));
  EXPECT_EQ(kept(job("b").id), job("b"));
}

TEST_P(Jobs, ThatAreNotThereAreNotSavedAndTheirEndIsNotTold) {
  EXPECT_EQ(code(save(job("a"), command(draft(), {ada}))), ErrorCode::job_not_found);
  EXPECT_EQ(code(kept(job("a").id)), ErrorCode::job_not_found);
  EXPECT_TRUE(order.empty());
  EXPECT_EQ(state(ada).rev, 0u);
}

TEST_P(Jobs, TellTheirEndInTheInbox) {
  ASSERT_TRUE(create(job("a")));
  const Notification end = draft("Parts are in");
  ASSERT_TRUE(save(ended(job("a")), command(end, {ada})));
  EXPECT_EQ(kept(job("a").id)->status, JobStatus::completed);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0]->user, ada);
  EXPECT_EQ(events[0]->change.op, ChangeOp::added);
  EXPECT_EQ(events[0]->change.notification->title, "Parts are in");
  EXPECT_EQ(events[0]->state, state(ada));
  EXPECT_EQ(state(ada).unread, 1u);
  EXPECT_TRUE(find(ada, end.id));
  EXPECT_EQ(changes(ada, 0)->changes.size(), 1u);
}

TEST_P(Jobs, AreSavedThoughTheUserDoesNotWantToHearOfTheirEnd) {
  PreferencesPatch deaf;
  deaf.enabled[index_of(ChannelKind::in_app)] = std::optional(false);
  ASSERT_TRUE(run_task(stores->preferences().patch_preferences(ada, deaf, std::nullopt, std::nullopt)));
  ASSERT_TRUE(create(job("a")));
  events.clear();
  ASSERT_TRUE(save(ended(job("a")), command(draft(), {ada})));
  EXPECT_EQ(kept(job("a").id)->status, JobStatus::completed);
  EXPECT_TRUE(events.empty());
}

TEST_P(Jobs, StayAsTheyWereWhenTheirEndCannotBeTold) {
  IdempotencyClaim used{.key = "k", .fingerprint = {}};
  ASSERT_TRUE(append(command(draft(), {bob}, used)));
  used.fingerprint[0] = 1;
  ASSERT_TRUE(create(job("a")));
  EXPECT_EQ(code(save(ended(job("a")), command(draft(), {ada}, used))), ErrorCode::idempotency_conflict);
  EXPECT_EQ(kept(job("a").id), job("a"));
  EXPECT_EQ(state(ada).rev, 0u);
}

TEST_P(Jobs, TellTheirEndOnceUnderOneKey) {
  const IdempotencyClaim claim{.key = "end of a", .fingerprint = {}};
  ASSERT_TRUE(create(job("a")));
  ASSERT_TRUE(save(ended(job("a")), command(draft(), {ada}, claim)));
  ASSERT_TRUE(save(ended(job("a")), command(draft(), {ada}, claim)));
  EXPECT_EQ(state(ada).rev, 1u);
}

// Progress.

class JobProgress : public JobContract {
 protected:
  Job at(Job one, double progress) const {
    one.status = JobStatus::running;
    one.stage = "store";
    one.progress = progress;
    one.stage_progress = progress / 2;
    one.message = "läuft";
    one.current_row = 3;
    one.total_rows = 4;
    one.seconds_remaining = 0.5;
    one.updated_at = clock.now() + std::chrono::seconds(1);
    return one;
  }
};

TEST_P(JobProgress, OfManyIsSavedAtOnce) {
  const std::vector<Job> moved = {at(job("a"), 12.5), at(job("b", "bob"), 1.0 / 3.0)};
  ASSERT_TRUE(create(job("a")));
  ASSERT_TRUE(create(job("b", "bob")));
  ASSERT_TRUE(create(job("c")));
  ASSERT_TRUE(save_progress(moved));
  EXPECT_EQ(kept(moved[0].id), moved[0]);
  EXPECT_EQ(kept(moved[1].id), moved[1]);
  EXPECT_EQ(kept(job("c").id), job("c"));
  EXPECT_TRUE(order.empty());
}

TEST_P(JobProgress, TakesBackWhatIsNotKnownAnyMore) {
  ASSERT_TRUE(create(job("a")));
  ASSERT_TRUE(save_progress({at(job("a"), 1)}));
  ASSERT_TRUE(save_progress({job("a")}));
  EXPECT_EQ(kept(job("a").id), job("a"));
}

TEST_P(JobProgress, PassesOverWhatIsNotThere) {
  ASSERT_TRUE(create(job("a")));
  ASSERT_TRUE(save_progress({at(job("gone"), 50), at(job("a"), 50)}));
  EXPECT_EQ(kept(job("a").id)->progress, 50);
  EXPECT_EQ(code(kept(job("gone").id)), ErrorCode::job_not_found);
}

TEST_P(JobProgress, PassesOverWhatHasEnded) {
  for (const JobStatus status : {JobStatus::completed, JobStatus::failed, JobStatus::cancelled}) {
    const Job one = job(std::string(name_of(status)));
    ASSERT_TRUE(create(one));
    ASSERT_TRUE(save(ended(one, status)));
    ASSERT_TRUE(save_progress({at(one, 50)}));
    EXPECT_EQ(kept(one.id), ended(one, status)) << name_of(status);
  }
}

TEST_P(JobProgress, OfNoneIsDone) { EXPECT_TRUE(save_progress({})); }

// Forgetting.

class JobPurge : public JobContract {
 protected:
  /// Created and ended at this moment.
  void past(const std::string& id) { ASSERT_TRUE(create(ended(job(id)))); }
};

TEST_P(JobPurge, TakesWhatEndedBeforeTheFloorOnly) {
  past("before");
  ASSERT_TRUE(create(job("runs")));
  clock.advance(std::chrono::milliseconds(1));
  past("at");
  EXPECT_EQ(purge(clock.now()), 1u);
  EXPECT_EQ(names(page(ada)), (Names{"at", "runs"}));
  EXPECT_EQ(code(kept(job("before").id)), ErrorCode::job_not_found);
}

TEST_P(JobPurge, TakesTheEarliestFirstUpToTheLimit) {
  for (const char* id : {"c", "a", "b"}) {
    past(id);
    clock.advance(std::chrono::milliseconds(1));
  }
  EXPECT_EQ(purge(clock.now(), 2), 2u);
  EXPECT_EQ(names(page(ada)), Names{"b"});
  EXPECT_EQ(purge(clock.now(), 2), 1u);
  EXPECT_EQ(purge(clock.now(), 2), 0u);
}

TEST_P(JobPurge, GoesByTheEndAndNotByTheCreation) {
  ASSERT_TRUE(create(job("long")));
  clock.advance(std::chrono::hours(24 * 40));
  const Instant floor = clock.now();
  ASSERT_TRUE(save(ended(job("long"))));
  EXPECT_EQ(purge(floor), 0u);
  clock.advance(std::chrono::milliseconds(1));
  EXPECT_EQ(purge(clock.now()), 1u);
}

TEST_P(JobPurge, LeavesTheNotificationOfTheEnd) {
  ASSERT_TRUE(create(job("a")));
  const Notification end = draft();
  ASSERT_TRUE(save(ended(job("a")), command(end, {ada})));
  clock.advance(std::chrono::milliseconds(1));
  EXPECT_EQ(purge(clock.now()), 1u);
  EXPECT_TRUE(find(ada, end.id));
}

INSTANTIATE_TEST_SUITE_P(Stores, Jobs, every_store(), name_of_store);
INSTANTIATE_TEST_SUITE_P(Stores, JobProgress, every_store(), name_of_store);
INSTANTIATE_TEST_SUITE_P(Stores, JobPurge, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
