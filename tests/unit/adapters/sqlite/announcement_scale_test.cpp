#include "unit/adapters/sqlite/sqlite_fixture.hpp"

#include "adapters/sqlite/sqlite_announcement_store.hpp"

#include <fmt/format.h>

#include <map>

namespace belfry::sqlite::test {
namespace {

constexpr std::size_t kUsers = 1'000'000;

/// A database with as many users who are known and were never told of anything.
class AnnouncementScaleTest : public SqliteTest {
 protected:
  void SetUp() override {
    SqliteTest::SetUp();
    open();
    close();
    auto raw = Database::open(settings.path, Database::Mode::read_write, std::chrono::seconds(1)).value();
    raw->run_script(R"(
      BEGIN;
      WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 1000000)
      INSERT INTO user_state (user_id) SELECT 'user-' || n FROM number;
      COMMIT)");
    ASSERT_FALSE(raw->failed()) << raw->take_fault()->message;
    open();
    announcements = std::make_unique<SqliteAnnouncementStore>(*database);
  }
  void TearDown() override {
    announcements.reset();
    close();
  }

  std::map<std::string, std::size_t> rows_by_table() const {
    auto raw = Database::open(settings.path, Database::Mode::read_only, std::chrono::seconds(1)).value();
    std::vector<std::string> tables;
    {
      Query rows(*raw, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
      while (rows.next()) {
        tables.push_back(rows.text(0));
      }
    }
    std::map<std::string, std::size_t> counts;
    for (const std::string& table : tables) {
      Query rows(*raw, fmt::format("SELECT count(*) FROM {}", table).c_str());
      counts[table] = rows.next() ? static_cast<std::size_t>(rows.integer(0)) : 0;
    }
    return counts;
  }

  /// Whatever a publish could have written of the users.
  std::size_t users_touched() const {
    auto raw = Database::open(settings.path, Database::Mode::read_only, std::chrono::seconds(1)).value();
    Query rows(*raw, "SELECT count(*) FROM user_state WHERE rev <> 0 OR unread <> 0 OR unseen <> 0");
    return rows.next() ? static_cast<std::size_t>(rows.integer(0)) : kUsers;
  }

  PublishCommand to_all() const {
    PublishCommand command = this->command(ada);
    command.users.clear();
    return command;
  }

  std::unique_ptr<SqliteAnnouncementStore> announcements;
};

TEST_F(AnnouncementScaleTest, OneForAMillionUsersIsOneRowOneEventAndInEveryInbox) {
  auto expected = rows_by_table();
  ASSERT_EQ(expected.at("user_state"), kUsers);
  ASSERT_TRUE(run_task(announcements->announce(to_all())));
  EXPECT_EQ(told, 1u);
  ++expected.at("announcements");
  ++expected.at("notifications");  // its content
  EXPECT_EQ(rows_by_table(), expected);
  EXPECT_EQ(users_touched(), 0u);
  for (const char* user : {"user-1", "user-777777", "never heard of"}) {
    EXPECT_EQ(state(UserId(std::string(user))).unread, 1u) << user;
    EXPECT_EQ(run_task(store->history(UserId(std::string(user)), {}))->items.size(), 1u) << user;
  }
}

}  // namespace
}  // namespace belfry::sqlite::test
