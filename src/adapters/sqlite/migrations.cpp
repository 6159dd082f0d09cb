#include "adapters/sqlite/migrations.hpp"

#include "adapters/sqlite/lock_file.hpp"
#include "base/random.hpp"

#include <fmt/format.h>

namespace belfry::sqlite {
namespace {

// "Blfy": marks the file as ours for `file(1)` and for us.
constexpr std::int64_t kApplicationId = 0x426C6679;

constexpr Sql kApplicationIdOf = "PRAGMA application_id";
constexpr Sql kVersionOf = "PRAGMA user_version";
constexpr Sql kTables = "SELECT count(*) FROM sqlite_schema";
constexpr Sql kDrawEpoch = "INSERT OR IGNORE INTO meta (key, value) VALUES ('epoch', ?1)";

std::int64_t number(Database& database, Sql sql) {
  Query rows(database, sql);
  return rows.next() ? rows.integer(0) : 0;
}

Failure refuse(std::string why) { return fail(Error::logged(ErrorCode::store_unavailable, std::move(why))); }

Result<MigrationReport> apply(Database& database) {
  const auto newest = static_cast<int>(migrations().size());
  const MigrationReport report{.from = static_cast<int>(number(database, kVersionOf)), .to = newest};
  const std::int64_t owner = number(database, kApplicationIdOf);
  const bool empty = number(database, kTables) == 0;
  if (database.failed()) {
    return refuse(fmt::format("cannot read the database: {}", database.take_fault()->message));
  }
  if (owner != kApplicationId && !(empty && owner == 0)) {
    return refuse("this database was made by another program");
  }
  if (report.from > newest) {
    return refuse(fmt::format("the database has schema version {}, this binary knows up to {}: run a newer one",
                              report.from, newest));
  }
  for (int version = report.from + 1; version <= newest; ++version) {
    const Migration& migration = migrations()[static_cast<std::size_t>(version - 1)];
    database.run_script(migration.sql);
    if (database.failed()) {
      return refuse(fmt::format("migration {}: {}", migration.name, database.take_fault()->message));
    }
  }
  if (report.from < newest) {
    database.run_script(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kApplicationId, newest));
    // Never 0, which is what a cursor of nothing has.
    database.run(kDrawEpoch, static_cast<std::uint32_t>(random_u64()) | 1U);
  }
  return report;
}

}  // namespace

Result<MigrationReport> migrate(Database& database) {
  database.run_script("BEGIN EXCLUSIVE");
  Result<MigrationReport> report = apply(database);
  if (report) {
    database.run_script("COMMIT");
  }
  database.roll_back();
  if (const auto fault = database.take_fault()) {
    return refuse(fmt::format("cannot migrate the database: {}", fault->message));
  }
  return report;
}

Result<MigrationReport> migrate_file(const std::string& path) {
  const auto lock = LockFile::acquire(path + ".lock");
  if (!lock) {
    return fail(lock.error());
  }
  auto database = Database::open(path, Database::Mode::read_write, std::chrono::seconds(5));
  if (!database) {
    return fail(std::move(database.error()));
  }
  return migrate(**database);
}

}  // namespace belfry::sqlite
