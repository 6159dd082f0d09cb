#pragma once

#include "adapters/sqlite/database.hpp"
#include "base/result.hpp"

#include <span>
#include <string>

namespace belfry::sqlite {

/// One numbered file of `migrations/`, as it travels in the binary.
struct Migration {
  const char* name;
  const char* sql;
};

/// In order; the number of a migration is its place, from 1.
std::span<const Migration> migrations();

/// Versions of the schema; 0 is an empty file.
struct MigrationReport {
  int from = 0;
  int to = 0;
};

/// Brings the schema up to this binary's version in one exclusive transaction. Refuses a database of a newer version or
/// of another program, with one line in `log_detail`.
Result<MigrationReport> migrate(Database& database);

/// The same for a file that no server has open: what `belfry migrate` does.
Result<MigrationReport> migrate_file(const std::string& path);

}  // namespace belfry::sqlite
