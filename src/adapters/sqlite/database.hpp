#pragma once

#include "adapters/sqlite/statement.hpp"
#include "base/result.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace belfry::sqlite {

/// The text of a statement, a constant: its address is what prepared statements are kept by.
using Sql = const char*;

/// What went wrong first, in SQLite's words: for the log only.
struct Fault {
  int code = SQLITE_OK;
  std::string message;
};

struct AnnouncementBoard;

/// A fault as the answer to a caller: `internal_error` when a constraint was broken, else `store_unavailable`.
Error error_of(const Fault& fault);

/// One connection. Faults are sticky: once a statement has failed, all further ones do nothing and queries have no rows
/// until `take_fault`, so that a piece of work is written straight down and asked once, at its end, how it went. One
/// thread at a time.
class Database {
 public:
  enum class Mode : std::uint8_t { read_write, read_only };

  /// Makes the file in `read_write` mode when it is not there. `store_unavailable` with one line in `log_detail`.
  static Result<std::unique_ptr<Database>> open(const std::string& path, Mode mode, std::chrono::milliseconds busy);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// A statement without rows.
  template <class... Values>
  void run(Sql sql, const Values&... values) {
    if (Statement* statement = begin(sql)) {
      const int bound = statement->bind_all(Lifetime::borrowed, values...);
      finish(*statement, bound == SQLITE_OK ? statement->step() : bound);
    }
  }

  /// Text of our own with any number of statements: pragmas and migrations. Not kept prepared.
  void run_script(const std::string& sql);

  bool failed() const { return fault_.has_value(); }
  std::optional<Fault> take_fault() { return std::exchange(fault_, std::nullopt); }

  /// Rows that the last INSERT, UPDATE or DELETE touched.
  std::int64_t changes() const { return sqlite3_changes64(handle_); }
  std::int64_t last_insert_id() const { return sqlite3_last_insert_rowid(handle_); }

  bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
  /// Ends a transaction without keeping it, whatever state it is in; a fault that is pending stays.
  void roll_back();

  /// The board that this connection met last (announcement_board.hpp); null: none.
  std::shared_ptr<const AnnouncementBoard>& known_board() { return board_; }

  sqlite3* handle() const { return handle_; }

 private:
  friend class Query;

  explicit Database(sqlite3* handle) : handle_(handle) {}
  /// The statement, prepared once; null while a fault is pending.
  Statement* begin(Sql sql);
  void finish(Statement& statement, int code);
  void note_fault(int code);

  sqlite3* handle_;
  std::unordered_map<Sql, Statement> statements_;
  std::optional<Fault> fault_;
  std::shared_ptr<const AnnouncementBoard> board_;
};

/// A statement with rows: `while (rows.next()) use(rows.text(0))`. Not two of the same text at a time.
class Query {
 public:
  template <class... Values>
  Query(Database& database, Sql sql, const Values&... values) : database_(database), statement_(database.begin(sql)) {
    if (statement_ != nullptr) {
      if (const int bound = statement_->bind_all(Lifetime::copied, values...); bound != SQLITE_OK) {
        database_.note_fault(bound);
      }
    }
  }
  ~Query() {
    if (statement_ != nullptr) {
      statement_->reset();
    }
  }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  bool next();

  std::int64_t integer(int column) const { return statement_->integer(column); }
  std::uint64_t count(int column) const { return static_cast<std::uint64_t>(statement_->integer(column)); }
  double real(int column) const { return statement_->real(column); }
  Instant instant(int column) const { return from_millis(statement_->integer(column)); }
  std::string text(int column) const { return statement_->text(column); }
  Uuid uuid(int column) const { return statement_->uuid(column); }
  std::span<const std::uint8_t> blob(int column) const { return statement_->blob(column); }
  bool null(int column) const { return statement_->null(column); }
  std::optional<Instant> maybe_instant(int column) const {
    return null(column) ? std::nullopt : std::optional(instant(column));
  }
  std::optional<std::string> maybe_text(int column) const {
    return null(column) ? std::nullopt : std::optional(text(column));
  }

 private:
  Database& database_;
  Statement* statement_;
};

}  // namespace belfry::sqlite
