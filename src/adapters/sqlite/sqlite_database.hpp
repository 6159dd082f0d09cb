#pragma once

#include "adapters/sqlite/lock_file.hpp"
#include "adapters/sqlite/read_head.hpp"
#include "adapters/sqlite/sqlite_settings.hpp"
#include "adapters/sqlite/store_errors.hpp"
#include "adapters/sqlite/writer.hpp"
#include "runtime/blocking_lane.hpp"
#include "runtime/group_lane.hpp"
#include "runtime/resource_pool.hpp"

#include <memory>
#include <utility>

namespace belfry::sqlite {

/// One database file: its lock, the one writer and the readers, shared by the stores that live in it. Callable from any
/// shard; destroyed after the stores, when no call is under way.
class SqliteDatabase {
 public:
  /// Locks the file, brings its schema up to date and starts the threads. Fails with one line in `log_detail`: locked
  /// by another process, not a database, of a newer version, not writable ..
  static Result<std::unique_ptr<SqliteDatabase>> open(const SqliteSettings& settings, const Clock& clock);
  ~SqliteDatabase();
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;

  Epoch epoch() const { return epoch_; }
  ReadScope scope() const { return {.epoch = epoch_, .mandatory = policy_.mandatory}; }
  const StoreMetrics& metrics() const { return metrics_; }
  /// Before the first write.
  void set_listener(CommitListener& listener) { writer_.set_listener(listener); }

  /// Commits what is queued, ends the threads. Calls from then on are `draining`. Idempotent; call from one thread.
  void stop();

  /// `work` is Result<T>(WriteSession&), may run more than once, and decides before it writes. `weight`: roughly the
  /// inbox rows it writes.
  template <class T, class Work>
  Task<Result<T>> write(StoreOperation operation, std::size_t weight, Work work) {
    auto make = [operation, weight, work = std::move(work)](runtime::GroupCaller<Result<T>> caller) mutable {
      return std::make_unique<WriteCommand<T, Work>>(std::move(caller), operation, weight, std::move(work));
    };
    return write_lane_.run<Result<T>>(std::move(make));
  }

  /// `work` is Result<T>(Database&) and only reads.
  template <class T, class Work>
  Task<Result<T>> read(StoreOperation operation, Work work) {
    return read_lane_.run([this, operation, work = std::move(work)]() mutable -> Result<T> {
      const auto reader = readers_.take();
      Result<T> outcome = work(*reader);
      if (const auto fault = reader->take_fault()) {
        return fail(report(metrics_, operation, *fault));
      }
      return outcome;
    });
  }

 private:
  SqliteDatabase(LockFile lock, std::unique_ptr<Database> writer, const SqliteSettings& settings, const Clock& clock,
                 Epoch epoch);
  static Result<std::unique_ptr<Database>> open_writer(const SqliteSettings& settings);
  Result<void> open_readers(const SqliteSettings& settings);

  const LockFile lock_;  // let go last
  const Epoch epoch_;
  const StorePolicy policy_;
  StoreMetrics metrics_;
  Writer writer_;
  runtime::ResourcePool<Database> readers_;
  runtime::GroupLane write_lane_;
  runtime::BlockingLane read_lane_;
};

}  // namespace belfry::sqlite
