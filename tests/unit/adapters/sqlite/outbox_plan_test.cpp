#include "unit/adapters/sqlite/query_plan_fixture.hpp"

#include "adapters/sqlite/outbox_commands.hpp"
#include "adapters/sqlite/outbox_queries.hpp"
#include "adapters/sqlite/outbox_rows.hpp"
#include "adapters/sqlite/write_commands.hpp"

namespace belfry::sqlite::test {
namespace {

using Verdict = OutboxOutcome::Verdict;

/// Runs every statement of the outbox once.
class OutboxPlanTest : public QueryPlanFixture {
 protected:
  void settle(WriteSession& session, OutboxId id, Verdict verdict) {
    EXPECT_TRUE(settle_events(session, {{.id = id, .verdict = verdict, .next_attempt = clock.now(), .error = {}}}));
  }

  void write_everything() {
    settings.policy.outbox = {.decided = true, .delivered = true};
    WriteSession session(*connection, clock, 1, settings.policy);
    const PublishCommand one = command(ada);
    EXPECT_TRUE(append(session, one));
    const std::vector<Delivery> all = {{.user = ada, .up_to = 1, .ids = {one.notification->id}}};
    EXPECT_TRUE(mark_delivered(session, all));
    add_decided(session, nullptr, one.notification->id, {});
    add_decided(session, nullptr, one.notification->id, {});
    settle(session, 1, Verdict::again);
    settle(session, 1, Verdict::dead);
    settle(session, 2, Verdict::dead);
    settle(session, 3, Verdict::sent);
    EXPECT_TRUE(retry_events(session, {1}));
    EXPECT_TRUE(retry_events_after(session, 0, 10));
    settle(session, 1, Verdict::dead);
    clock.advance(std::chrono::hours(1));
    EXPECT_FALSE(purge_dead_events(
        session, {.now = clock.now(), .retention_floor = {}, .log_floor = clock.now(), .idempotency_floor = {}}));
    session.flush();
  }

  void read_everything() {
    read_due_events(*connection, clock.now(), 10);
    read_next_due(*connection);
    read_dead_events(*connection, 0, 10);
    read_events_of(*connection, 1, 0, 10);
  }
};

TEST_F(OutboxPlanTest, NoStatementScansATableOrSorts) {
  write_everything();
  read_everything();
  expect_indexed(20);
}

TEST_F(OutboxPlanTest, TheStatusCountsInTheSmallestIndexes) {
  read_outbox_status(*connection);
  std::string plan;
  for (const std::string& sql : statements()) {
    plan += plan_of(sql);
  }
  EXPECT_THAT(plan, ::testing::HasSubstr("SCAN outbox USING COVERING INDEX"));
  EXPECT_THAT(plan, ::testing::HasSubstr("SCAN outbox_dead USING COVERING INDEX"));
}

}  // namespace
}  // namespace belfry::sqlite::test
