#include "unit/adapters/sqlite/sqlite_fixture.hpp"

#include "adapters/sqlite/sqlite_job_store.hpp"

namespace belfry::sqlite::test {
namespace {

class JobRowsTest : public SqliteTest {
 protected:
  void SetUp() override {
    SqliteTest::SetUp();
    open();
  }

  Job job() const {
    Job one;
    one.id = JobId("job_1");
    one.user = ada;
    one.stages = {{.name = "parse", .weight = 0.1}};
    one.created_at = clock.now();
    return one;
  }
  void reopen() {
    close();
    open();
  }
  Result<Job> kept() { return run_task(SqliteJobStore(*database).job(job().id)); }
};

TEST_F(JobRowsTest, AreThereAfterReopening) {
  ASSERT_TRUE(run_task(SqliteJobStore(*database).create(job())));
  reopen();
  EXPECT_EQ(kept(), job());
}

TEST_F(JobRowsTest, TellTheListenerOfTheEndThatIsSavedWithThem) {
  SqliteJobStore jobs(*database);
  ASSERT_TRUE(run_task(jobs.create(job())));
  EXPECT_EQ(told, 0u);
  ASSERT_TRUE(run_task(jobs.save(job(), command(ada))));
  EXPECT_EQ(told, 1u);
}

// Another program's doing: the job is more than its stages.
TEST_F(JobRowsTest, LackStagesThatCannotBeReadAndNothingElse) {
  ASSERT_TRUE(run_task(SqliteJobStore(*database).create(job())));
  for (const char* spoilt : {"", "{}", "[1]", R"([{"name":"parse"}])", R"([{"name":"parse","weight":"x"}])"}) {
    close();
    {
      auto raw = Database::open(settings.path, Database::Mode::read_write, std::chrono::seconds(1)).value();
      raw->run("UPDATE jobs SET stages = ?1", spoilt);
      ASSERT_FALSE(raw->failed());
    }
    open();
    const auto one = kept();
    ASSERT_TRUE(one);
    EXPECT_TRUE(one->stages.empty()) << spoilt;
    EXPECT_EQ(one->created_at, job().created_at);
  }
}

TEST_F(JobRowsTest, AreNotSavedWhenTheCommitFails) {
  bool fails = false;
  close();
  settings.commit_fails = [&fails] {
    return fails;
  };
  open();
  SqliteJobStore jobs(*database);
  ASSERT_TRUE(run_task(jobs.create(job())));
  Job ended = job();
  ended.status = JobStatus::completed;
  fails = true;
  EXPECT_FALSE(run_task(jobs.save(ended, command(ada))));
  fails = false;
  EXPECT_EQ(kept(), job());
  EXPECT_EQ(state(ada).rev, 0u);
  EXPECT_EQ(told, 0u);
}

}  // namespace
}  // namespace belfry::sqlite::test
