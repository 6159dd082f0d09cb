#include "adapters/memory/memory_stores.hpp"
#include "support/jobs_of_one_shard.hpp"
#include "support/manual_clock.hpp"
#include "support/manual_scheduler.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace belfry::app {
namespace {

using messages::JobNews;
using namespace std::chrono_literals;

/// The memory store, told to fail or to wait when the test wants that.
class FaultyStore final : public JobStore {
 public:
  explicit FaultyStore(JobStore& store) : store_(store) {}

  Task<Result<void>> create(Job job) override { return store_.create(std::move(job)); }
  Task<Result<void>> save(Job job, std::optional<PublishCommand> end) override {
    ++saves;
    if (failing) {
      co_return fail(ErrorCode::store_unavailable);
    }
    co_return co_await store_.save(std::move(job), std::move(end));
  }
  Task<Result<void>> save_progress(std::vector<Job> jobs) override {
    ++progress_writes;
    if (failing) {
      co_return fail(ErrorCode::store_unavailable);
    }
    co_return co_await store_.save_progress(std::move(jobs));
  }
  Task<Result<Job>> job(JobId id) override { return store_.job(std::move(id)); }
  Task<Result<JobPage>> jobs(UserId user, JobQuery query) override { return store_.jobs(std::move(user), query); }
  Task<Result<std::size_t>> purge_jobs(Instant floor, std::size_t limit) override {
    return store_.purge_jobs(floor, limit);
  }

  int saves = 0;
  int progress_writes = 0;
  bool failing = false;

 private:
  JobStore& store_;
};

template <class T>
Task<void> keep(Task<T> task, std::optional<T>& answer) {
  answer.emplace(co_await std::move(task));
}

class JobTableTest : public ::testing::Test {
 protected:
  void SetUp() override { shard.table.start(); }

  template <class T>
  T run(Task<T> task) {
    std::optional<T> answer;
    scheduler.spawn(keep(std::move(task), answer));
    scheduler.run();
    EXPECT_TRUE(answer.has_value());
    return std::move(*answer);
  }

  JobId created(const std::string& kind = "import") {
    NewJob wanted{.user = UserId("ada"), .kind = kind, .title = "parts.csv", .stages = {{"parse"}, {"store", 3.0}}};
    const auto made = run(shard.jobs.create(std::move(wanted), {}));
    EXPECT_TRUE(made);
    return made->job.id;
  }
  Result<JobChange> report(const JobId& id, double stage_progress, const std::string& stage = "parse") {
    return run(shard.jobs.report(id, {.stage = stage, .stage_progress = stage_progress}));
  }
  Job stored(const JobId& id) { return *run(stores.jobs.job(id)); }
  std::vector<JobNews> news() const {
    std::vector<JobNews> all;
    for (const auto& message : shard.told) {
      all.push_back(message.news);
    }
    return all;
  }

  belfry::test::ManualClock clock;
  belfry::test::ManualScheduler scheduler{clock};
  memory::MemoryStores stores{clock};
  FaultyStore store{stores.jobs};
  belfry::test::JobsOfOneShard shard{scheduler, clock, store};
};

TEST_F(JobTableTest, AnIdSaysTheDayAndIsDrawn) {
  const JobId first = created();
  const JobId second = created();
  EXPECT_TRUE(first.str().starts_with("job_2"));
  EXPECT_EQ(first.str().size(), std::string("job_20260125_").size() + 16);
  EXPECT_NE(first, second);
}

TEST_F(JobTableTest, TheFirstReportIsToldAtOnceAndWritten) {
  const JobId id = created();
  EXPECT_TRUE(report(id, 10));
  EXPECT_EQ(news(), std::vector{JobNews::progress});
  EXPECT_EQ(stored(id).stage_progress, 10);
}

TEST_F(JobTableTest, AThousandReportsInASecondAreToldTenTimesTheLatestLast) {
  const JobId id = created();
  EXPECT_TRUE(report(id, 0));
  shard.told.clear();
  for (int i = 1; i <= 1000; ++i) {
    EXPECT_TRUE(report(id, i / 10.0));
    scheduler.advance(1ms);
  }
  scheduler.advance(100ms);
  EXPECT_GE(shard.told.size(), 10U);
  EXPECT_LE(shard.told.size(), 11U);
  EXPECT_EQ(shard.told.back().job->stage_progress, 100);
}

TEST_F(JobTableTest, ASilentJobIsToldNothingMore) {
  const JobId id = created();
  EXPECT_TRUE(report(id, 10));
  EXPECT_TRUE(report(id, 20));
  scheduler.advance(5s);
  EXPECT_EQ(shard.told.size(), 2U);
}

TEST_F(JobTableTest, StagesAndEndsAreToldBetweenTheTicks) {
  const JobId id = created();
  EXPECT_TRUE(report(id, 10));
  EXPECT_TRUE(report(id, 20));
  EXPECT_TRUE(run(shard.jobs.complete_stage(id, "parse", R"({"rows":3})")));
  EXPECT_TRUE(report(id, 1, "store"));
  EXPECT_TRUE(run(shard.jobs.complete(id, std::nullopt)));
  EXPECT_EQ(news(), (std::vector{JobNews::progress, JobNews::progress, JobNews::stage_complete, JobNews::progress,
                                 JobNews::completed}));
  EXPECT_EQ(shard.told[2].results, R"({"rows":3})");
  scheduler.advance(1s);
  EXPECT_EQ(shard.told.size(), 5U) << "what was untold when the job ended is old";
}

TEST_F(JobTableTest, ProgressIsInMemoryAndWrittenOnceASecond) {
  const JobId id = created();
  EXPECT_TRUE(report(id, 10));
  for (int i = 11; i < 20; ++i) {
    EXPECT_TRUE(report(id, i));
    scheduler.advance(100ms);
  }
  EXPECT_EQ(stored(id).stage_progress, 10);
  EXPECT_EQ(run(shard.jobs.job(id, UserId("ada")))->stage_progress, 19) << "who asks hears how it is now";
  scheduler.advance(100ms);
  EXPECT_EQ(store.progress_writes, 1);
  EXPECT_EQ(stored(id).stage_progress, 19);
}

TEST_F(JobTableTest, ProgressThatCouldNotBeWrittenIsWrittenLater) {
  const JobId id = created();
  EXPECT_TRUE(report(id, 10));
  EXPECT_TRUE(report(id, 20));
  store.failing = true;
  scheduler.advance(1s);
  EXPECT_EQ(stored(id).stage_progress, 10);
  store.failing = false;
  scheduler.advance(1s);
  EXPECT_EQ(stored(id).stage_progress, 20);
}

TEST_F(JobTableTest, AnEndThatCouldNotBeWrittenDidNotHappen) {
  const JobId id = created();
  EXPECT_TRUE(report(id, 10));
  store.failing = true;
  EXPECT_EQ(run(shard.jobs.complete(id, std::nullopt)).error().code, ErrorCode::store_unavailable);
  EXPECT_EQ(news(), std::vector{JobNews::progress});
  store.failing = false;
  EXPECT_TRUE(run(shard.jobs.complete(id, std::nullopt)));
}

TEST_F(JobTableTest, ALateWriteOfProgressDoesNotOverwriteAStage) {
  const JobId id = created();
  EXPECT_TRUE(report(id, 10));
  EXPECT_TRUE(report(id, 20));
  EXPECT_TRUE(run(shard.jobs.complete_stage(id, "parse", std::nullopt)));
  scheduler.advance(2s);
  EXPECT_EQ(stored(id).stage_progress, 100);
}

TEST_F(JobTableTest, ACancelIsFinalForTheWorker) {
  const JobId id = created();
  EXPECT_TRUE(report(id, 10));
  const auto cancelled = run(shard.jobs.cancel(id, UserId("ada")));
  ASSERT_TRUE(cancelled);
  EXPECT_TRUE(cancelled->changed);
  EXPECT_EQ(stored(id).status, JobStatus::cancelled);
  EXPECT_EQ(report(id, 20).error().code, ErrorCode::job_cancelled);
  EXPECT_EQ(news().back(), JobNews::cancelled);
  const auto again = run(shard.jobs.cancel(id, UserId("ada")));
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->changed);
}

TEST_F(JobTableTest, AJobOfAnotherIsNotThere) {
  const JobId id = created();
  EXPECT_EQ(run(shard.jobs.cancel(id, UserId("bob"))).error().code, ErrorCode::job_not_found);
  EXPECT_EQ(run(shard.jobs.job(id, UserId("bob"))).error().code, ErrorCode::job_not_found);
  EXPECT_TRUE(run(shard.jobs.job(id, UserId("ada"))));
}

TEST_F(JobTableTest, AnEndIsANotificationAndACancelIsNone) {
  const JobId imported = created();
  EXPECT_TRUE(run(shard.jobs.complete(imported, std::nullopt)));
  const JobId uploaded = created("upload");
  EXPECT_TRUE(run(shard.jobs.fail(uploaded, {.code = "ENOSPC", .message = "Disk full", .details = std::nullopt})));
  const JobId stopped = created();
  EXPECT_TRUE(run(shard.jobs.cancel(stopped, std::nullopt)));
  EXPECT_EQ(shard.ends, (std::vector<std::string>{"processing_complete", "upload_failed"}));
  const auto page = run(stores.notifications.history(UserId("ada"), HistoryQuery{}));
  ASSERT_TRUE(page);
  ASSERT_EQ(page->items.size(), 2U);
  const Notification& failed = *page->items[0].notification;
  EXPECT_EQ(failed.title, "parts.csv");
  EXPECT_EQ(failed.body, "Disk full");
  EXPECT_EQ(failed.data, R"({"jobId":")" + uploaded.str() + R"(","kind":"upload"})");
}

TEST_F(JobTableTest, TheTimeLeftIsTheServicesOwnWhereItSaysSo) {
  const JobId id = created();
  const auto own = run(shard.jobs.report(id, {.stage = "parse", .stage_progress = 1, .seconds_remaining = 77.0}));
  EXPECT_EQ(own->job.seconds_remaining, 77.0);
  for (int i = 2; i < 20; ++i) {
    scheduler.advance(500ms);
    EXPECT_TRUE(report(id, i));
  }
  const auto ours = report(id, 20);
  ASSERT_TRUE(ours->job.seconds_remaining.has_value());
  EXPECT_GT(*ours->job.seconds_remaining, 0.0);
  EXPECT_NE(*ours->job.seconds_remaining, 77.0);
}

TEST_F(JobTableTest, ASilentServiceIsToldOfOnce) {
  const JobId id = created();
  EXPECT_TRUE(report(id, 10));
  scheduler.advance(59s);
  EXPECT_EQ(news(), std::vector{JobNews::progress});
  scheduler.advance(10s);
  EXPECT_EQ(news(), (std::vector{JobNews::progress, JobNews::status}));
  EXPECT_TRUE(shard.told.back().stalled);
  EXPECT_TRUE(report(id, 20));
  scheduler.advance(70s);
  EXPECT_EQ(news().back(), JobNews::status) << "and again when it falls silent again";
}

TEST_F(JobTableTest, AJobThatWasForgottenInMemoryGoesOn) {
  const JobId id = created();
  EXPECT_TRUE(report(id, 10));
  scheduler.advance(std::chrono::minutes(10));
  const auto next = report(id, 20);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->job.stage_progress, 20);
  EXPECT_EQ(report(id, 15).error().code, ErrorCode::validation_failed);
}

TEST_F(JobTableTest, AnotherTableGoesOnWithWhatWasWritten) {
  const JobId id = created();
  EXPECT_TRUE(report(id, 10));
  EXPECT_TRUE(report(id, 30));
  shard.table.flush();
  scheduler.run();
  belfry::test::JobsOfOneShard restarted{scheduler, clock, store};
  const auto next = run(restarted.jobs.report(id, {.stage = "parse", .stage_progress = 40}));
  ASSERT_TRUE(next);
  EXPECT_EQ(run(restarted.jobs.report(id, {.stage = "parse", .stage_progress = 20})).error().code,
            ErrorCode::validation_failed);
}

TEST_F(JobTableTest, AnErasedUsersJobIsGoneForItsWorkerToo) {
  const JobId id = created();
  EXPECT_TRUE(report(id, 10));
  EXPECT_TRUE(run(stores.privacy.erase_user(UserId("ada"), 100)));
  run([](Jobs& jobs) -> Task<bool> {
    co_await jobs.forget(UserId("ada"));
    co_return true;
  }(shard.jobs));
  EXPECT_EQ(report(id, 20).error().code, ErrorCode::job_not_found);
}

TEST_F(JobTableTest, AnUnknownJobLeavesNothingBehind) {
  EXPECT_EQ(report(JobId("job_20260125_none"), 10).error().code, ErrorCode::job_not_found);
  EXPECT_EQ(run(shard.jobs.job(JobId("job_20260125_none"), std::nullopt)).error().code, ErrorCode::job_not_found);
}

TEST_F(JobTableTest, TheListIsAsFreshAsTheTable) {
  const JobId id = created();
  EXPECT_TRUE(report(id, 10));
  EXPECT_TRUE(report(id, 55));
  const auto page = run(shard.jobs.list(UserId("ada"), {}));
  ASSERT_TRUE(page);
  ASSERT_EQ(page->jobs.size(), 1U);
  EXPECT_EQ(page->jobs.front().stage_progress, 55);
}

class CancelWaitTest : public JobTableTest {
 protected:
  /// Begins to wait; the answer is there when it has come.
  std::shared_ptr<std::optional<Result<bool>>> await(const JobId& id, std::chrono::milliseconds wait) {
    auto answer = std::make_shared<std::optional<Result<bool>>>();
    scheduler.spawn(watch(shard.jobs, id, wait, answer));
    scheduler.run();
    return answer;
  }
  static Task<void> watch(Jobs& jobs, JobId id, std::chrono::milliseconds wait,
                          std::shared_ptr<std::optional<Result<bool>>> answer) {
    answer->emplace(co_await jobs.cancel_requested(std::move(id), wait));
  }
};

TEST_F(CancelWaitTest, IsOverWhenTheJobIsCancelled) {
  const JobId id = created();
  const auto answer = await(id, 30s);
  EXPECT_FALSE(answer->has_value());
  EXPECT_TRUE(run(shard.jobs.cancel(id, std::nullopt)));
  ASSERT_TRUE(answer->has_value());
  EXPECT_TRUE(answer->value().value());
}

TEST_F(CancelWaitTest, SaysNoWhenTheJobEndsOtherwiseOrTheTimeIsOver) {
  const JobId first = created();
  const auto ended = await(first, 30s);
  EXPECT_TRUE(run(shard.jobs.complete(first, std::nullopt)));
  ASSERT_TRUE(ended->has_value());
  EXPECT_FALSE(ended->value().value());
  const auto late = await(created(), 30s);
  scheduler.advance(30s);
  ASSERT_TRUE(late->has_value());
  EXPECT_FALSE(late->value().value());
}

TEST_F(CancelWaitTest, AnswersAtOnceWhatIsKnown) {
  const JobId id = created();
  EXPECT_FALSE(await(id, 0s)->value().value());
  EXPECT_TRUE(run(shard.jobs.cancel(id, std::nullopt)));
  EXPECT_TRUE(await(id, 30s)->value().value());
  EXPECT_EQ(await(JobId("job_20260125_none"), 30s)->value().error().code, ErrorCode::job_not_found);
}

TEST_F(CancelWaitTest, EndsWithTheServer) {
  const JobId id = created();
  const auto answer = await(id, 30s);
  shard.table.release_waiters();
  scheduler.run();
  ASSERT_TRUE(answer->has_value());
  EXPECT_FALSE(answer->value().value());
  EXPECT_FALSE(await(id, 30s)->value().value());
}

TEST_F(CancelWaitTest, IsRefusedToMoreThanHaveReasonTo) {
  const JobId id = created();
  for (std::size_t i = 0; i < CancelWaiters::kMax; ++i) {
    await(id, 30s);
  }
  EXPECT_EQ(await(id, 30s)->value().error().code, ErrorCode::overloaded);
  shard.table.release_waiters();
  scheduler.run();
}

TEST_F(JobTableTest, CountsWhatHappens) {
  const JobId id = created();
  EXPECT_TRUE(report(id, 10));
  EXPECT_TRUE(report(id, 20));
  shard.not_reached = 2;
  EXPECT_TRUE(run(shard.jobs.complete(id, std::nullopt)));
  EXPECT_EQ(shard.metrics.jobs_created.value(), 1U);
  EXPECT_EQ(shard.metrics.job_reports.value(), 2U);
  EXPECT_EQ(shard.metrics.jobs_ended[index_of(JobStatus::completed)].value(), 1U);
  EXPECT_EQ(shard.metrics.job_news_lost.value(), 2U);
}

TEST_F(JobTableTest, ARepeatedCallMakesOneJob) {
  const NewJob wanted{.user = UserId("ada"), .kind = "import", .title = "parts.csv"};
  const auto first = run(shard.jobs.create(wanted, "k3v9"));
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->changed);
  EXPECT_TRUE(report(first->job.id, 0, "").has_value());
  const auto second = run(shard.jobs.create(wanted, "k3v9"));
  ASSERT_TRUE(second);
  EXPECT_FALSE(second->changed);
  EXPECT_EQ(second->job.id, first->job.id);
  scheduler.advance(std::chrono::hours(23));
  EXPECT_EQ(run(shard.jobs.create(wanted, "k3v9"))->job.id, first->job.id) << "also after midnight";
  NewJob other = wanted;
  other.title = "other.csv";
  EXPECT_EQ(run(shard.jobs.create(other, "k3v9")).error().code, ErrorCode::idempotency_conflict);
}

}  // namespace
}  // namespace belfry::app
