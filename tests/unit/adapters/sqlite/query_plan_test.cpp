#include "unit/adapters/sqlite/query_plan_fixture.hpp"

#include "adapters/sqlite/read_queries.hpp"
#include "adapters/sqlite/write_commands.hpp"

namespace belfry::sqlite::test {
namespace {

/// Runs everything once.
class QueryPlanTest : public QueryPlanFixture {
 protected:
  void write_everything() {
    WriteSession session(*connection, clock, 1, settings.policy);
    const PublishCommand one = command(ada);
    PublishCommand keyed = command(ada);
    keyed.idempotency = IdempotencyClaim{.key = "k", .fingerprint = {}};
    EXPECT_TRUE(append(session, one));
    EXPECT_TRUE(append(session, keyed));
    EXPECT_TRUE(mark_read(session, ada, one.notification->id, std::nullopt));
    EXPECT_TRUE(mark_all_read(session, ada, UpTo{.rev = 2, .epoch = {}}, std::nullopt));
    EXPECT_TRUE(mark_seen(session, ada, UpTo{.rev = 1, .epoch = {}}));
    const std::vector<Delivery> deliveries = {{.user = ada, .up_to = 1, .ids = {one.notification->id}}};
    EXPECT_TRUE(mark_delivered(session, deliveries));
    EXPECT_TRUE(remove(session, ada, keyed.notification->id));
    EXPECT_TRUE(check(session));
    clock.advance(std::chrono::hours(1));
    EXPECT_TRUE(upkeep(session, {.now = clock.now(),
                                 .retention_floor = clock.now(),
                                 .log_floor = clock.now(),
                                 .idempotency_floor = clock.now()}));
    session.flush();
  }

  void read_everything() {
    HistoryQuery unread;
    unread.unread_only = true;
    read_state(*connection, scope, ada);
    read_item(*connection, scope, ada, Uuid::v4());
    read_history(*connection, scope, ada, {});
    HistoryQuery of_type;
    of_type.type = "new_like";
    read_history(*connection, scope, ada, of_type);
    read_history(*connection, scope, ada, unread);
    EXPECT_FALSE(read_changes(*connection, scope, ada, Cursor{1, 0, 0}, 10, 0));  // trimmed
    read_changes(*connection, scope, ada, Cursor{1, state_rev(), 0}, 10, 0).value();
    read_welcome(*connection, scope, ada, {}, 10);
  }
  Rev state_rev() { return read_state(*connection, scope, ada).rev; }
};

TEST_F(QueryPlanTest, NoStatementScansATableOrSorts) {
  write_everything();
  read_everything();
  expect_indexed(20);
}

}  // namespace
}  // namespace belfry::sqlite::test
