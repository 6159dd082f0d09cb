#include "adapters/sqlite/database.hpp"

#include <fmt/format.h>

namespace belfry::sqlite {
namespace {

/// SQLite need not count its memory, which costs every allocation a lock. Before the first connection of the process;
/// where another part of it was earlier, it goes on counting.
void count_no_memory() {
  static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(configured);
}

}  // namespace

Error error_of(const Fault& fault) {
  const bool broken_rule = (fault.code & 0xFF) == SQLITE_CONSTRAINT;
  return Error::logged(broken_rule ? ErrorCode::internal_error : ErrorCode::store_unavailable, fault.message);
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path, Mode mode, std::chrono::milliseconds busy) {
  const int flags = mode == Mode::read_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  count_no_memory();
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  std::unique_ptr<Database> database(new Database(handle));
  if (code != SQLITE_OK) {
    return fail(Error::logged(ErrorCode::store_unavailable,
                              fmt::format("cannot open the database {}: {}", path, sqlite3_errstr(code))));
  }
  sqlite3_busy_timeout(handle, static_cast<int>(busy.count()));
  return database;
}

Database::~Database() {
  statements_.clear();
  sqlite3_close(handle_);
}

void Database::note_fault(int code) {
  if (!fault_) {
    fault_ = Fault{code, fmt::format("{} ({})", sqlite3_errmsg(handle_), sqlite3_errstr(code))};
  }
}

Statement* Database::begin(Sql sql) {
  if (failed()) {
    return nullptr;
  }
  if (const auto found = statements_.find(sql); found != statements_.end()) {
    return &found->second;
  }
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
  if (code != SQLITE_OK) {
    note_fault(code);
    return nullptr;
  }
  return &statements_.emplace(sql, Statement(prepared)).first->second;
}

void Database::finish(Statement& statement, int code) {
  if (code != SQLITE_DONE && code != SQLITE_ROW) {
    note_fault(code);
  }
  statement.reset();
}

void Database::run_script(const std::string& sql) {
  if (failed()) {
    return;
  }
  if (const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK) {
    note_fault(code);
  }
}

void Database::roll_back() {
  if (in_transaction()) {
    sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

bool Query::next() {
  if (statement_ == nullptr || database_.failed()) {
    return false;
  }
  const int code = statement_->step();
  if (code != SQLITE_ROW && code != SQLITE_DONE) {
    database_.note_fault(code);
  }
  return code == SQLITE_ROW;
}

}  // namespace belfry::sqlite
