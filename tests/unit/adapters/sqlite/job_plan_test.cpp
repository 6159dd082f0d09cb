#include "unit/adapters/sqlite/query_plan_fixture.hpp"

#include "adapters/sqlite/erase_commands.hpp"
#include "adapters/sqlite/job_commands.hpp"
#include "adapters/sqlite/job_queries.hpp"

namespace belfry::sqlite::test {
namespace {

/// Runs every statement about jobs once.
class JobPlanTest : public QueryPlanFixture {
 protected:
  Job job() const {
    Job one;
    one.id = JobId("job_1");
    one.user = ada;
    one.created_at = clock.now();
    return one;
  }

  void write_everything() {
    WriteSession session(*connection, clock, 1, settings.policy);
    EXPECT_TRUE(create_job(session, job()));
    EXPECT_TRUE(save_job(session, job(), std::nullopt));
    EXPECT_TRUE(save_job_progress(session, {job()}));
    EXPECT_TRUE(purge_jobs(session, clock.now(), 10));
    EXPECT_TRUE(erase_user(session, ada, 1)->more);
    session.flush();
  }

  void read_everything() {
    EXPECT_FALSE(read_job(*connection, job().id));
    read_jobs(*connection, ada, {.limit = 10});
    read_jobs(*connection, ada, {.limit = 10, .unfinished_only = true});
    read_jobs_after(*connection, ada, 1, 0, 10);
  }

  /// How the only statement with this in it is gone about.
  std::string plan_with(const std::string& part) const {
    for (const std::string& sql : statements()) {
      if (sql.find(part) != std::string::npos) {
        return plan_of(sql);
      }
    }
    return "no such statement";
  }
};

TEST_F(JobPlanTest, NoStatementScansATableOrSorts) {
  write_everything();
  read_everything();
  expect_indexed(9);
}

TEST_F(JobPlanTest, APageBeginsInTheIndexWhereTheOneBeforeEnded) {
  read_jobs(*connection, ada, {.limit = 10});
  EXPECT_THAT(plan_with("INDEXED BY jobs_by_time"),
              ::testing::HasSubstr("USING INDEX jobs_by_time (user_no=? AND (created_at,job_id)<(?,?))"));
  read_jobs(*connection, ada, {.limit = 10, .unfinished_only = true});
  EXPECT_THAT(plan_with("INDEXED BY jobs_unfinished"),
              ::testing::HasSubstr("USING INDEX jobs_unfinished (user_no=? AND (created_at,job_id)<(?,?))"));
}

TEST_F(JobPlanTest, PurgingLooksAtThoseThatEndedOnly) {
  WriteSession session(*connection, clock, 1, settings.policy);
  EXPECT_TRUE(purge_jobs(session, clock.now(), 10));
  EXPECT_THAT(plan_with("INDEXED BY jobs_by_end"), ::testing::HasSubstr("INDEX jobs_by_end (ended_at<?)"));
}

}  // namespace
}  // namespace belfry::sqlite::test
