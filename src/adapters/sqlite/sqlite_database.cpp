#include "adapters/sqlite/sqlite_database.hpp"

#include "adapters/sqlite/migrations.hpp"

#include <fmt/format.h>

namespace belfry::sqlite {
namespace {

// Every answered write is on the disk (FULL); the cache is in KiB when negative. What was deleted is overwritten in the
// file, which Debian's SQLite does by itself and others do not: an erased user is not to be found with an editor.
constexpr const char* kWriterPragmas = R"(
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA secure_delete = ON;
  PRAGMA wal_autocheckpoint = 0;
  PRAGMA cache_size = -65536;
  PRAGMA temp_store = MEMORY)";

constexpr const char* kReaderPragmas = R"(
  PRAGMA query_only = ON;
  PRAGMA cache_size = -16384;
  PRAGMA temp_store = MEMORY)";

constexpr Sql kEpoch = "SELECT value FROM meta WHERE key = 'epoch'";

Failure cannot_open(const std::string& path, const std::string& why) {
  return fail(Error::logged(ErrorCode::store_unavailable, fmt::format("cannot open the database {}: {}", path, why)));
}

}  // namespace

Result<std::unique_ptr<Database>> SqliteDatabase::open_writer(const SqliteSettings& settings) {
  auto database = Database::open(settings.path, Database::Mode::read_write, settings.busy_timeout);
  if (!database) {
    return database;
  }
  (*database)->run_script(kWriterPragmas);
  if (const auto fault = (*database)->take_fault()) {
    return cannot_open(settings.path, fault->message);
  }
  if (const auto migrated = migrate(**database); !migrated) {
    return cannot_open(settings.path, migrated.error().log_detail);
  }
  if (settings.max_pages) {
    (*database)->run_script(fmt::format("PRAGMA max_page_count = {}", *settings.max_pages));
  }
  return database;
}

Result<void> SqliteDatabase::open_readers(const SqliteSettings& settings) {
  for (std::size_t i = 0; i < settings.reader_threads; ++i) {
    auto reader = Database::open(settings.path, Database::Mode::read_only, settings.busy_timeout);
    if (!reader) {
      return fail(std::move(reader.error()));
    }
    (*reader)->run_script(kReaderPragmas);
    if (const auto fault = (*reader)->take_fault()) {
      return cannot_open(settings.path, fault->message);
    }
    readers_.add(std::move(*reader));
  }
  return {};
}

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const SqliteSettings& settings, const Clock& clock) {
  auto lock = LockFile::acquire(settings.path + ".lock");
  if (!lock) {
    return fail(std::move(lock.error()));
  }
  auto writer = open_writer(settings);
  if (!writer) {
    return fail(std::move(writer.error()));
  }
  Epoch epoch = 0;
  {
    Query rows(**writer, kEpoch);
    epoch = rows.next() ? static_cast<Epoch>(rows.integer(0)) : 0;
  }
  if (epoch == 0) {
    return cannot_open(settings.path, "it has lost its epoch");
  }
  std::unique_ptr<SqliteDatabase> database(
      new SqliteDatabase(std::move(*lock), std::move(*writer), settings, clock, epoch));
  if (const auto opened = database->open_readers(settings); !opened) {
    return fail(opened.error());
  }
  return database;
}

SqliteDatabase::SqliteDatabase(LockFile lock, std::unique_ptr<Database> writer, const SqliteSettings& settings,
                               const Clock& clock, Epoch epoch)
    : lock_(std::move(lock)),
      epoch_(epoch),
      policy_(settings.policy),
      writer_(std::move(writer), settings, clock, epoch, metrics_),
      write_lane_({.name = "db-writer", .queue_limit = settings.write_queue_limit, .group_limit = settings.group_limit},
                  writer_),
      read_lane_({.name = "db-reader", .threads = settings.reader_threads, .queue_limit = settings.read_queue_limit}) {}

SqliteDatabase::~SqliteDatabase() { stop(); }

void SqliteDatabase::stop() {
  write_lane_.stop();
  read_lane_.stop();
}

}  // namespace belfry::sqlite
