#include "unit/adapters/sqlite/sqlite_fixture.hpp"

#include "adapters/sqlite/migrations.hpp"

#include <fmt/format.h>

namespace belfry::sqlite::test {
namespace {

class MigrationsTest : public SqliteTest {
 protected:
  const int newest = static_cast<int>(migrations().size());
};

TEST_F(MigrationsTest, BringAnEmptyFileToTheNewestVersionAndThenHaveNothingToDo) {
  const auto first = migrate_file(settings.path);
  ASSERT_TRUE(first) << first.error().log_detail;
  EXPECT_EQ(first->from, 0);
  EXPECT_EQ(first->to, newest);
  const auto second = migrate_file(settings.path);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->from, newest);
  EXPECT_EQ(second->to, newest);
}

TEST_F(MigrationsTest, KeepWhatAnOlderVersionHadWritten) {
  {
    auto raw = Database::open(settings.path, Database::Mode::read_write, std::chrono::seconds(1));
    ASSERT_TRUE(raw);
    (*raw)->run_script(migrations().front().sql);
    (*raw)->run_script(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = 1", 0x426C6679));
    (*raw)->run_script("INSERT INTO user_state (user_id, rev, unread) VALUES ('ada', 5, 2)");
    ASSERT_FALSE((*raw)->failed());
  }
  const auto report = migrate_file(settings.path);
  ASSERT_TRUE(report) << report.error().log_detail;
  EXPECT_EQ(report->from, 1);
  open();
  EXPECT_EQ(state(ada).rev, 5u);
  EXPECT_EQ(state(ada).unread, 2u);
}

TEST_F(MigrationsTest, LeaveAFileAsItWasWhenOneOfThemFails) {
  {
    auto raw = Database::open(settings.path, Database::Mode::read_write, std::chrono::seconds(1));
    ASSERT_TRUE(raw);
    // In the way of the second migration, in a file that says it has seen the first.
    (*raw)->run_script(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = 1", 0x426C6679));
    (*raw)->run_script("CREATE TABLE token_revocations (a)");
  }
  const auto report = migrate_file(settings.path);
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().log_detail, ::testing::HasSubstr("0002_connection_tokens"));
  auto raw = Database::open(settings.path, Database::Mode::read_write, std::chrono::seconds(1));
  Query rows(**raw, "SELECT count(*) FROM sqlite_schema WHERE name = 'websocket_connection_tokens'");
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.integer(0), 0);
}

TEST_F(MigrationsTest, AreRefusedWhileAServerHasTheFile) {
  open();
  const auto report = migrate_file(settings.path);
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().log_detail, ::testing::HasSubstr("another process"));
}

}  // namespace
}  // namespace belfry::sqlite::test
