#pragma once

#include "adapters/sqlite/sqlite_settings.hpp"
#include "adapters/sqlite/write_session.hpp"
#include "ports/notification_store.hpp"
#include "ports/store_metrics.hpp"
#include "runtime/group_lane.hpp"

#include <memory>

namespace belfry::sqlite {

/// A command for the writer.
class WriteJob : public runtime::GroupJob {
 public:
  WriteJob(Executor caller, StoreOperation operation, std::size_t weight)
      : GroupJob(std::move(caller)), operation_(operation), weight_(weight) {}

  std::size_t weight() const override { return weight_; }
  StoreOperation operation() const { return operation_; }
  /// Does the work and keeps the outcome. Called again from the start when the transaction was undone.
  virtual void execute(WriteSession& session) = 0;

 private:
  const StoreOperation operation_;
  const std::size_t weight_;
};

/// `Work` is callable as Result<T>(WriteSession&), any number of times.
template <class T, class Work>
class WriteCommand final : public WriteJob {
 public:
  WriteCommand(runtime::GroupCaller<Result<T>> caller, StoreOperation operation, std::size_t weight, Work work)
      : WriteJob(caller.guard.get_executor(), operation, weight), caller_(std::move(caller)), work_(std::move(work)) {}

  void execute(WriteSession& session) override { outcome_ = work_(session); }
  void refuse(const Error& error) override { outcome_ = fail(error); }
  void answer() override { caller_.resume(std::move(outcome_)); }

 private:
  runtime::GroupCaller<Result<T>> caller_;
  Work work_;
  Result<T> outcome_ = fail(ErrorCode::internal_error);
};

/// Group commit: one transaction for a group of commands, one fsync for all of them.
///
/// A group is first tried without savepoints, because what a command may refuse it refuses before it writes, and faults
/// are rare: this saves two statements a command. When a statement does fail, the transaction is undone and the group
/// tried again with every command in a SAVEPOINT of its own, so that one failure fails one command. A failed COMMIT
/// fails the whole group. The lane's thread only.
class Writer final : public runtime::GroupRunner {
 public:
  Writer(std::unique_ptr<Database> database, const SqliteSettings& settings, const Clock& clock, Epoch epoch,
         StoreMetrics& metrics);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Before the first group.
  void set_listener(CommitListener& listener) { listener_ = &listener; }

  void run(std::span<const std::unique_ptr<runtime::GroupJob>> group) override;
  void rest() override;

 private:
  using Jobs = std::span<const std::unique_ptr<runtime::GroupJob>>;

  bool run_together(Jobs group);
  void run_apart(Jobs group);
  bool run_in_savepoint(WriteJob& job);
  void commit(Jobs group);
  void announce();
  void undo();
  void refuse(Jobs group, StoreOperation operation, const Fault& fault);

  static int on_wal(void* self, sqlite3*, const char*, int pages);
  static int on_commit(void* self);

  std::unique_ptr<Database> database_;
  const SqliteSettings settings_;
  const Clock& clock_;
  StoreMetrics& metrics_;
  CommitListener* listener_ = nullptr;
  WriteSession session_;
  int wal_pages_ = 0;
};

}  // namespace belfry::sqlite
