#include "app/upkeep.hpp"

#include "adapters/memory/memory_stores.hpp"
#include "support/manual_clock.hpp"
#include "support/manual_scheduler.hpp"
#include "support/run_task.hpp"

#include <gtest/gtest.h>

#include <string>

namespace belfry::app {
namespace {

using belfry::test::ManualClock;
using belfry::test::ManualScheduler;
using belfry::test::run_task;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// Fails at everything.
class BrokenJobs final : public JobStore {
 public:
  Task<Result<void>> create(Job) override { co_return broken(); }
  Task<Result<void>> save(Job, std::optional<PublishCommand>) override { co_return broken(); }
  Task<Result<void>> save_progress(std::vector<Job>) override { co_return broken(); }
  Task<Result<Job>> job(JobId) override { co_return broken(); }
  Task<Result<JobPage>> jobs(UserId, JobQuery) override { co_return broken(); }
  Task<Result<std::size_t>> purge_jobs(Instant, std::size_t) override { co_return broken(); }

 private:
  static Failure broken() { return fail(ErrorCode::store_unavailable); }
};

class UpkeepTest : public testing::Test {
 protected:
  void start(Upkeep::Settings settings) { start(settings, stores.jobs); }
  void start(Upkeep::Settings settings, JobStore& job_store) {
    const Upkeep::Stores swept{.notifications = stores.notifications, .tokens = stores.tokens, .jobs = job_store};
    upkeep.emplace(scheduler, clock, swept, settings);
    upkeep->on_tick([this] { ++ticks; });
    upkeep->start();
  }
  /// One that has ended now.
  void create_ended_job(const std::string& id) {
    Job job;
    job.id = JobId(id);
    job.user = ada;
    job.status = JobStatus::completed;
    job.created_at = clock.now();
    job.ended_at = clock.now();
    ASSERT_TRUE(run_task(stores.jobs.create(job)));
  }
  std::size_t jobs() { return run_task(stores.jobs.jobs(ada, {.limit = 10'000}))->jobs.size(); }
  std::size_t inbox() { return run_task(stores.notifications.history(ada, {}))->items.size(); }
  void publish() {
    auto notification = std::make_shared<Notification>();
    notification->id = Uuid::v7(clock.now());
    notification->type = "new_like";
    notification->created_at = clock.now();
    ASSERT_TRUE(run_task(stores.notifications.append({notification, {ada}, std::nullopt})));
  }

  const UserId ada{std::string("ada")};
  ManualClock clock;
  ManualScheduler scheduler{clock};
  memory::MemoryStores stores{clock};
  std::optional<Upkeep> upkeep;
  int ticks = 0;
};

TEST_F(UpkeepTest, ForgetsJobsWhenTheyHaveBeenOverForTheirTime) {
  start({.jobs = hours(48)});
  create_ended_job("job_1");
  clock.advance(hours(48));
  scheduler.advance(milliseconds(0));
  EXPECT_EQ(jobs(), 1u);
  scheduler.advance(seconds(1));
  EXPECT_EQ(jobs(), 0u);
}

TEST_F(UpkeepTest, KeepsJobsForEverWhenToldSo) {
  start({.jobs = hours(0)});
  create_ended_job("job_1");
  clock.advance(hours(24 * 365 * 10));
  scheduler.advance(seconds(2));
  EXPECT_EQ(jobs(), 1u);
}

TEST_F(UpkeepTest, GoesOnAtOnceWhileThereAreMoreOldJobsThanOneTransactionTakes) {
  start({.jobs = hours(1)});
  for (int i = 0; i < 1'200; ++i) {
    create_ended_job("job_" + std::to_string(i));
  }
  clock.advance(hours(2));
  scheduler.advance(milliseconds(0));
  scheduler.advance(milliseconds(10));
  EXPECT_EQ(jobs(), 0u);
  EXPECT_EQ(ticks, 3);
}

TEST_F(UpkeepTest, TakesOldNotificationsOutOfTheInbox) {
  start({.retention = hours(24)});
  publish();
  clock.advance(hours(25));
  scheduler.advance(seconds(1));
  EXPECT_EQ(inbox(), 0u);
}

TEST_F(UpkeepTest, LooksAgainAfterAFailure) {
  BrokenJobs broken;
  start({.retention = hours(24)}, broken);
  publish();
  scheduler.advance(seconds(1));
  clock.advance(hours(25));
  scheduler.advance(seconds(1));
  EXPECT_EQ(inbox(), 0u);
  EXPECT_GE(ticks, 2);
}

TEST_F(UpkeepTest, LooksOnceInAnInterval) {
  start({.interval = seconds(1)});
  scheduler.advance(milliseconds(999));
  EXPECT_EQ(ticks, 0);
  scheduler.advance(seconds(3));
  EXPECT_EQ(ticks, 3);
}

}  // namespace
}  // namespace belfry::app
