#pragma once

#include "unit/adapters/sqlite/sqlite_fixture.hpp"

#include "adapters/sqlite/migrations.hpp"
#include "adapters/sqlite/write_session.hpp"

#include <algorithm>

namespace belfry::sqlite::test {

/// One connection: run statements on it, then ask SQLite how it goes about each of them.
class QueryPlanFixture : public SqliteTest {
 protected:
  void SetUp() override {
    SqliteTest::SetUp();
    connection = Database::open(settings.path, Database::Mode::read_write, std::chrono::seconds(1)).value();
    ASSERT_TRUE(migrate(*connection));
  }

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

  /// No statement run so far goes through a table or sorts; at least `searches` of them use an index or a key. Those
  /// that contain one of `passed_over` are not asked.
  void expect_indexed(std::size_t searches, const std::vector<std::string>& passed_over = {}) {
    ASSERT_FALSE(connection->failed()) << connection->take_fault()->message;
    std::size_t found = 0;
    for (const std::string& sql : statements()) {
      const auto in_sql = [&](const std::string& part) {
        return sql.find(part) != std::string::npos;
      };
      // The schema is asked once, at start.
      if (in_sql("sqlite_schema") || std::ranges::any_of(passed_over, in_sql)) {
        continue;
      }
      const std::string plan = plan_of(sql);
      EXPECT_EQ(plan.find("SCAN"), std::string::npos) << sql << '\n' << plan;
      EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << sql << '\n' << plan;
      found += plan.find("SEARCH") != std::string::npos ? 1 : 0;
    }
    EXPECT_GE(found, searches);
  }

  std::unique_ptr<Database> connection;
};

}  // namespace belfry::sqlite::test
