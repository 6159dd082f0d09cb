#include "unit/adapters/sqlite/sqlite_fixture.hpp"

#include "adapters/sqlite/migrations.hpp"
#include "adapters/sqlite/read_queries.hpp"
#include "adapters/sqlite/write_commands.hpp"

#include <fmt/format.h>

namespace belfry::sqlite::test {
namespace {

/// Runs everything once on one connection, then asks SQLite how it goes about each statement it was given.
class QueryPlanTest : public SqliteTest {
 protected:
  void SetUp() override {
    SqliteTest::SetUp();
    connection = Database::open(settings.path, Database::Mode::read_write, std::chrono::seconds(1)).value();
    ASSERT_TRUE(migrate(*connection));
  }

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
    read_state(*connection, 1, ada);
    read_item(*connection, ada, Uuid::v4());
    read_history(*connection, 1, ada, {});
    HistoryQuery of_type;
    of_type.type = "new_like";
    read_history(*connection, 1, ada, of_type);
    read_history(*connection, 1, ada, unread);
    EXPECT_FALSE(read_changes(*connection, 1, ada, Cursor{1, 0, 0}, 10, 0));  // trimmed
    read_changes(*connection, 1, ada, Cursor{1, state_rev(), 0}, 10, 0).value();
    read_welcome(*connection, 1, ada, {}, 10);
  }
  Rev state_rev() { return read_state(*connection, 1, ada).rev; }

  std::vector<std::string> statements() const {
    std::vector<std::string> all;
    for (auto* s = sqlite3_next_stmt(connection->handle(), nullptr); s != nullptr;
         s = sqlite3_next_stmt(connection->handle(), s)) {
      all.emplace_back(sqlite3_sql(s));
    }
    return all;
  }

  std::string plan_of(const std::string& sql) const {
    const std::string explain = "EXPLAIN QUERY PLAN " + sql;
    auto raw = Database::open(settings.path, Database::Mode::read_write, std::chrono::seconds(1)).value();
    Query rows(*raw, explain.c_str());
    std::string plan;
    while (rows.next()) {
      plan += rows.text(3) + '\n';
    }
    return plan;
  }

  std::unique_ptr<Database> connection;
};

TEST_F(QueryPlanTest, NoStatementScansATableOrSorts) {
  write_everything();
  read_everything();
  ASSERT_FALSE(connection->failed()) << connection->take_fault()->message;
  std::size_t searches = 0;
  for (const std::string& sql : statements()) {
    if (sql.find("sqlite_schema") != std::string::npos) {
      continue;  // asked once, at start
    }
    const std::string plan = plan_of(sql);
    EXPECT_EQ(plan.find("SCAN"), std::string::npos) << sql << '\n' << plan;
    EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << sql << '\n' << plan;
    searches += plan.find("SEARCH") != std::string::npos ? 1 : 0;
  }
  EXPECT_GE(searches, 20u);
}

}  // namespace
}  // namespace belfry::sqlite::test
