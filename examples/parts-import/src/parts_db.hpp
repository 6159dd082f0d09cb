#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

#include "part.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace parts {

/// SQLite's own words for what went wrong.
class DatabaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The table `parts` of a SQLite file, and a temporary one beside it that takes what is read: the file itself is
/// written to by one transaction alone. Throws `DatabaseError`.
class PartsDb {
 public:
  explicit PartsDb(const std::string& path);
  ~PartsDb();
  PartsDb(const PartsDb&) = delete;
  PartsDb& operator=(const PartsDb&) = delete;

  void stage(const Part& part);

  /// Begins the transaction; another that writes the file is waited for, 5 s at most.
  void begin();
  /// Takes over the staged rows from `first`, counted from 0, `count` at most. Of two rows with one part number the
  /// later one stands.
  void store(std::uint64_t first, std::uint64_t count);
  void commit();
  /// Leaves the file as it was.
  void roll_back();

 private:
  struct Close {
    void operator()(sqlite3* db) const;
    void operator()(sqlite3_stmt* statement) const;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Close>;

  void run(const char* sql);
  Statement prepare(const char* sql);
  void step(sqlite3_stmt* statement);
  [[noreturn]] void fail() const;

  std::unique_ptr<sqlite3, Close> db_;
  Statement stage_;
  Statement store_;
};

}  // namespace parts
