#include "unit/adapters/sqlite/sqlite_fixture.hpp"

#include "adapters/sqlite/migrations.hpp"

#include <filesystem>
#include <fstream>

#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

namespace belfry::sqlite::test {
namespace {

using ::testing::HasSubstr;

class SqliteDatabaseTest : public SqliteTest {
 protected:
  void run_on_file(const std::string& sql) {
    auto raw = Database::open(settings.path, Database::Mode::read_write, std::chrono::seconds(1));
    ASSERT_TRUE(raw);
    (*raw)->run_script(sql);
    ASSERT_FALSE((*raw)->failed());
  }
};

TEST_F(SqliteDatabaseTest, KeepsInboxesLogsTokensAndItsEpochOverAReopening) {
  open();
  const auto first = publish(ada);
  ASSERT_TRUE(first);
  ASSERT_TRUE(run_task(store->mark_read(ada, first->id, std::nullopt)));
  const Uuid token = Uuid::v4();
  const Instant expiry = clock.now() + std::chrono::minutes(1);
  ASSERT_TRUE(run_task(SqliteTokenStore(*database).consume(ada, token, clock.now(), expiry)));
  const InboxState before = state(ada);
  close();
  open();
  EXPECT_EQ(state(ada), before);
  EXPECT_TRUE(run_task(store->find(ada, first->id)).value()->read_at);
  EXPECT_EQ(run_task(store->changes(ada, Cursor{before.epoch, 0, 0}, 10, 0))->changes.size(), 2u);
  EXPECT_EQ(code(run_task(SqliteTokenStore(*database).consume(ada, token, clock.now(), expiry))),
            ErrorCode::token_used);
  ASSERT_TRUE(publish(ada));
  EXPECT_EQ(state(ada).rev, before.rev + 1);
}

TEST_F(SqliteDatabaseTest, DrawsAnotherEpochForEveryNewFile) {
  open();
  const Epoch first = database->epoch();
  close();
  settings.path = directory.file("other.db");
  open();
  EXPECT_NE(database->epoch(), 0u);
  EXPECT_NE(database->epoch(), first);
}

TEST_F(SqliteDatabaseTest, RefusesASchemaNewerThanTheBinary) {
  open();
  close();
  run_on_file("PRAGMA user_version = 999");
  EXPECT_THAT(refusal(), HasSubstr("schema version 999"));
}

TEST_F(SqliteDatabaseTest, RefusesADatabaseOfAnotherProgram) {
  run_on_file("CREATE TABLE theirs (a)");
  EXPECT_THAT(refusal(), HasSubstr("another program"));
}

TEST_F(SqliteDatabaseTest, RefusesAFileThatIsNoDatabase) {
  std::ofstream(settings.path) << std::string(8192, 'x');
  EXPECT_THAT(refusal(), HasSubstr("not a database"));
}

TEST_F(SqliteDatabaseTest, RefusesADirectoryThatItCannotWriteTo) {
  settings.path = "/proc/belfry.db";
  EXPECT_THAT(refusal(), HasSubstr("lock file /proc/belfry.db.lock"));
}

TEST_F(SqliteDatabaseTest, RefusesAFileThatAnotherProcessHasOpen) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t other = ::fork();
  if (other == 0) {
    const auto lock = LockFile::acquire(settings.path + ".lock");
    const char held = lock ? 1 : 0;
    if (::write(ready[1], &held, 1) == 1) {
      ::pause();
    }
    ::_exit(1);
  }
  char held = 0;
  ASSERT_EQ(::read(ready[0], &held, 1), 1);
  ASSERT_EQ(held, 1);
  EXPECT_THAT(refusal(), HasSubstr("another process is using this database"));
  ::kill(other, SIGKILL);
  ::waitpid(other, nullptr, 0);
  EXPECT_EQ(refusal(), "");  // the lock ended with its process
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_F(SqliteDatabaseTest, AnswersDrainingOnceItHasStopped) {
  open();
  database->stop();
  EXPECT_EQ(code(publish(ada)), ErrorCode::draining);
  EXPECT_EQ(code(run_task(store->state(ada))), ErrorCode::draining);
}

TEST_F(SqliteDatabaseTest, KeepsTheWriteAheadLogShort) {
  settings.checkpoint_pages = 50;
  open();
  for (int i = 0; i < 300; ++i) {
    ASSERT_TRUE(publish(ada));
  }
  // Ten times the threshold leaves room for what a reader holds up; without checkpoints it is far more.
  EXPECT_LT(std::filesystem::file_size(settings.path + "-wal"), 500u * 4096u);
}

TEST_F(SqliteDatabaseTest, DropsContentThatNoInboxAndNoLogNeedsAnyMore) {
  open();
  const auto kept = publish(ada);
  const auto removed = publish(ada);
  ASSERT_TRUE(run_task(store->remove(ada, removed->id)));
  clock.advance(std::chrono::hours(1));
  const UpkeepLimits limits{
      .now = clock.now(), .retention_floor = {}, .log_floor = clock.now(), .idempotency_floor = {}};
  ASSERT_TRUE(run_task(store->upkeep(limits)));
  EXPECT_TRUE(run_task(store->find(ada, kept->id)).value());
  close();
  auto raw = Database::open(settings.path, Database::Mode::read_write, std::chrono::seconds(1));
  Query rows(**raw, "SELECT count(*) FROM notifications");
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.integer(0), 1);
}

}  // namespace
}  // namespace belfry::sqlite::test
