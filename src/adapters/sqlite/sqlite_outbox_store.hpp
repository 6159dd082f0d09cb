#pragma once

#include "adapters/sqlite/outbox_commands.hpp"
#include "adapters/sqlite/sqlite_database.hpp"
#include "ports/outbox_store.hpp"

namespace belfry::sqlite {

/// OutboxStore in the same SQLite file and through the same writer as the inboxes.
class SqliteOutboxStore final : public OutboxStore {
 public:
  /// `database` outlives the store.
  explicit SqliteOutboxStore(SqliteDatabase& database) : database_(database) {}

  Task<Result<std::vector<OutboxEntry>>> due(Instant now, std::size_t limit) override;
  Task<Result<std::optional<Instant>>> next_due() override;
  Task<Result<void>> settle(std::vector<OutboxOutcome> outcomes) override;
  Task<Result<std::vector<OutboxEntry>>> dead(OutboxId after, std::size_t limit) override;
  /// All at once are done in transactions of `kRetryBatch`, so that they hold up nobody's publish.
  Task<Result<std::size_t>> retry(std::vector<OutboxId> ids) override;
  Task<Result<OutboxStatus>> outbox_status() override;

  static constexpr std::size_t kRetryBatch = 500;

 private:
  Task<Result<std::size_t>> retry_named(std::vector<OutboxId> ids);
  Task<Result<RetriedBatch>> retry_batch(OutboxId after);
  Task<Result<std::size_t>> retry_all();

  SqliteDatabase& database_;
};

}  // namespace belfry::sqlite
