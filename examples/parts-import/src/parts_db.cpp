#include "parts_db.hpp"

#include <sqlite3.h>

namespace parts {
namespace {

constexpr int kBusyMilliseconds = 5'000;

void bind_text(sqlite3_stmt* statement, int at, const std::string& text) {
  // The text outlives the step that follows.
  sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

}  // namespace

void PartsDb::Close::operator()(sqlite3* db) const { sqlite3_close(db); }
void PartsDb::Close::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

PartsDb::PartsDb(const std::string& path) {
  sqlite3* db = nullptr;
  const int opened = sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  db_.reset(db);
  if (opened != SQLITE_OK) {
    fail();
  }
  sqlite3_busy_timeout(db, kBusyMilliseconds);
  run("CREATE TEMP TABLE staged (row INTEGER PRIMARY KEY, part_number TEXT NOT NULL, description TEXT NOT NULL, "
      "quantity INTEGER NOT NULL, unit_price_cents INTEGER NOT NULL)");
  // A transaction of its own touches the temporary table alone, and spares one for every row.
  run("BEGIN");
  stage_ = prepare("INSERT INTO staged (part_number, description, quantity, unit_price_cents) VALUES (?1, ?2, ?3, ?4)");
}

PartsDb::~PartsDb() = default;

void PartsDb::stage(const Part& part) {
  bind_text(stage_.get(), 1, part.number);
  bind_text(stage_.get(), 2, part.description);
  sqlite3_bind_int64(stage_.get(), 3, part.quantity);
  sqlite3_bind_int64(stage_.get(), 4, part.unit_price_cents);
  step(stage_.get());
}

void PartsDb::begin() {
  run("COMMIT");
  run("BEGIN IMMEDIATE");
  run("CREATE TABLE IF NOT EXISTS parts (part_number TEXT PRIMARY KEY, description TEXT NOT NULL, "
      "quantity INTEGER NOT NULL, unit_price_cents INTEGER NOT NULL) WITHOUT ROWID");
  store_ = prepare(
      "INSERT OR REPLACE INTO parts SELECT part_number, description, quantity, unit_price_cents FROM staged "
      "WHERE row > ?1 AND row <= ?2 ORDER BY row");
}

void PartsDb::store(std::uint64_t first, std::uint64_t count) {
  sqlite3_bind_int64(store_.get(), 1, static_cast<sqlite3_int64>(first));
  sqlite3_bind_int64(store_.get(), 2, static_cast<sqlite3_int64>(first + count));
  step(store_.get());
}

void PartsDb::commit() { run("COMMIT"); }

void PartsDb::roll_back() { run("ROLLBACK"); }

void PartsDb::run(const char* sql) {
  if (sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    fail();
  }
}

PartsDb::Statement PartsDb::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db_.get(), sql, -1, &statement, nullptr) != SQLITE_OK) {
    fail();
  }
  return Statement(statement);
}

void PartsDb::step(sqlite3_stmt* statement) {
  const int stepped = sqlite3_step(statement);
  const int reset = sqlite3_reset(statement);
  if (stepped != SQLITE_DONE || reset != SQLITE_OK) {
    fail();
  }
}

void PartsDb::fail() const { throw DatabaseError(db_ ? sqlite3_errmsg(db_.get()) : "SQLite has no memory"); }

}  // namespace parts
