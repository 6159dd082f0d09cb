#include "adapters/sqlite/sqlite_outbox_store.hpp"

#include "adapters/sqlite/outbox_queries.hpp"

#include <utility>

namespace belfry::sqlite {

Task<Result<std::vector<OutboxEntry>>> SqliteOutboxStore::due(Instant now, std::size_t limit) {
  return database_.read<std::vector<OutboxEntry>>(
      StoreOperation::outbox_due, [now, limit](Database& db) { return read_due_events(db, now, limit); });
}

Task<Result<std::optional<Instant>>> SqliteOutboxStore::next_due() {
  return database_.read<std::optional<Instant>>(StoreOperation::outbox_next_due,
                                                [](Database& db) { return read_next_due(db); });
}

Task<Result<void>> SqliteOutboxStore::settle(std::vector<OutboxOutcome> outcomes) {
  const std::size_t rows = 1 + outcomes.size();
  return database_.write<void>(
      StoreOperation::outbox_settle, rows,
      [outcomes = std::move(outcomes)](WriteSession& session) { return settle_events(session, outcomes); });
}

Task<Result<std::vector<OutboxEntry>>> SqliteOutboxStore::dead(OutboxId after, std::size_t limit) {
  return database_.read<std::vector<OutboxEntry>>(
      StoreOperation::outbox_dead, [after, limit](Database& db) { return read_dead_events(db, after, limit); });
}

Task<Result<std::size_t>> SqliteOutboxStore::retry(std::vector<OutboxId> ids) {
  return ids.empty() ? retry_all() : retry_named(std::move(ids));
}

Task<Result<std::size_t>> SqliteOutboxStore::retry_named(std::vector<OutboxId> ids) {
  const std::size_t rows = ids.size();
  return database_.write<std::size_t>(
      StoreOperation::outbox_retry, rows,
      [ids = std::move(ids)](WriteSession& session) { return retry_events(session, ids); });
}

Task<Result<RetriedBatch>> SqliteOutboxStore::retry_batch(OutboxId after) {
  return database_.write<RetriedBatch>(StoreOperation::outbox_retry, kRetryBatch, [after](WriteSession& session) {
    return retry_events_after(session, after, kRetryBatch);
  });
}

Task<Result<std::size_t>> SqliteOutboxStore::retry_all() {
  std::size_t total = 0;
  // By id, so that one that dies again meanwhile is not met twice.
  std::optional<OutboxId> after = 0;
  while (after) {
    Task<Result<RetriedBatch>> asked = retry_batch(*after);
    const auto batch = co_await std::move(asked);
    if (!batch) {
      co_return fail(batch.error());
    }
    total += batch->count;
    after = batch->last;
  }
  co_return total;
}

Task<Result<OutboxStatus>> SqliteOutboxStore::outbox_status() {
  return database_.read<OutboxStatus>(StoreOperation::outbox_status,
                                      [](Database& db) { return read_outbox_status(db); });
}

}  // namespace belfry::sqlite
