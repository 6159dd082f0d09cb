#include "adapters/sqlite/writer.hpp"

#include "adapters/sqlite/store_errors.hpp"

#include <utility>

namespace belfry::sqlite {
namespace {

constexpr Sql kBegin = "BEGIN IMMEDIATE";
constexpr Sql kCommit = "COMMIT";
constexpr Sql kSavepoint = "SAVEPOINT command";
constexpr Sql kRelease = "RELEASE command";
constexpr const char* kUndoSavepoint = "ROLLBACK TO command; RELEASE command";

WriteJob& job_of(const std::unique_ptr<runtime::GroupJob>& job) { return static_cast<WriteJob&>(*job); }

std::uint64_t micros(std::chrono::steady_clock::duration duration) {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(duration).count());
}

}  // namespace

Writer::Writer(std::unique_ptr<Database> database, const SqliteSettings& settings, const Clock& clock, Epoch epoch,
               StoreMetrics& metrics)
    : database_(std::move(database)),
      settings_(settings),
      clock_(clock),
      metrics_(metrics),
      session_(*database_, clock, epoch, settings_.policy) {
  // In place of SQLite's own checkpoints, which run inside a COMMIT while its callers wait.
  sqlite3_wal_hook(database_->handle(), &Writer::on_wal, this);
  if (settings_.commit_fails) {
    sqlite3_commit_hook(database_->handle(), &Writer::on_commit, this);
  }
}

int Writer::on_wal(void* self, sqlite3*, const char*, int pages) {
  static_cast<Writer*>(self)->wal_pages_ = pages;
  return SQLITE_OK;
}

int Writer::on_commit(void* self) { return static_cast<Writer*>(self)->settings_.commit_fails() ? 1 : 0; }

void Writer::run(Jobs group) {
  if (run_together(group)) {
    return commit(group);
  }
  const Fault fault = *database_->take_fault();
  undo();
  if (group.size() == 1) {
    job_of(group.front()).refuse(report(metrics_, job_of(group.front()).operation(), fault));
    return;
  }
  run_apart(group);
}

bool Writer::run_together(Jobs group) {
  session_.begin();
  database_->run(kBegin);
  for (const auto& job : group) {
    job_of(job).execute(session_);
    if (database_->failed()) {
      return false;
    }
  }
  session_.flush();
  return !database_->failed();
}

void Writer::run_apart(Jobs group) {
  session_.begin();
  database_->run(kBegin);
  if (const auto fault = database_->take_fault()) {
    return refuse(group, StoreOperation::commit, *fault);
  }
  for (const auto& job : group) {
    if (!run_in_savepoint(job_of(job))) {
      undo();
      const Fault lost{.code = SQLITE_ABORT, .message = "the transaction was ended by a failure within it"};
      return refuse(group, StoreOperation::commit, lost);
    }
  }
  commit(group);
}

bool Writer::run_in_savepoint(WriteJob& job) {
  const std::size_t events_before = session_.events().size();
  database_->run(kSavepoint);
  job.execute(session_);
  session_.flush();
  database_->run(kRelease);
  if (const auto fault = database_->take_fault()) {
    job.refuse(report(metrics_, job.operation(), *fault));
    session_.events().resize(events_before);
    session_.forget();
    // A full disk, for one, can end the whole transaction, and with it the commands before this one.
    if (!database_->in_transaction()) {
      return false;
    }
    database_->run_script(kUndoSavepoint);
  }
  return !database_->take_fault();
}

void Writer::commit(Jobs group) {
  const auto started = clock_.steady_now();
  database_->run(kCommit);
  if (const auto fault = database_->take_fault()) {
    undo();
    return refuse(group, StoreOperation::commit, Fault{SQLITE_ABORT, fault->message});
  }
  metrics_.commits.observe(micros(clock_.steady_now() - started));
  metrics_.groups.add();
  metrics_.commands.add(group.size());
  announce();
}

void Writer::announce() {
  if (listener_ == nullptr || session_.events().empty()) {
    return;
  }
  const auto now = clock_.steady_now();
  std::vector<CommittedEvent> committed;
  committed.reserve(session_.events().size());
  for (WriteSession::PendingEvent& pending : session_.events()) {
    std::visit(
        [&](auto& event) {
          event->committed_at = now;
          committed.emplace_back(std::shared_ptr<const std::remove_reference_t<decltype(*event)>>(std::move(event)));
        },
        pending);
  }
  listener_->on_committed(committed);
}

void Writer::undo() {
  database_->roll_back();
  session_.forget();
}

void Writer::refuse(Jobs group, StoreOperation operation, const Fault& fault) {
  const Error error = report(metrics_, operation, fault, group.size());
  for (const auto& job : group) {
    job->refuse(error);
  }
}

void Writer::rest() {
  if (wal_pages_ < settings_.checkpoint_pages) {
    return;
  }
  wal_pages_ = 0;
  const int code = sqlite3_wal_checkpoint_v2(database_->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code != SQLITE_OK && code != SQLITE_BUSY) {
    report(metrics_, StoreOperation::checkpoint, Fault{code, sqlite3_errmsg(database_->handle())});
  }
}

}  // namespace belfry::sqlite
