#include "adapters/memory/memory_outbox_store.hpp"

namespace belfry::memory {

Task<Result<std::vector<OutboxEntry>>> MemoryOutboxStore::due(Instant now, std::size_t limit) {
  co_return data_.read([&](MemoryModel& model) { return model.outbox.due(now, limit); });
}

Task<Result<std::optional<Instant>>> MemoryOutboxStore::next_due() {
  co_return data_.read([](MemoryModel& model) { return model.outbox.next_due(); });
}

Task<Result<void>> MemoryOutboxStore::settle(std::vector<OutboxOutcome> outcomes) {
  co_return data_.write([&](MemoryModel& model, MemoryData::Events&) -> Result<void> {
    for (OutboxOutcome& outcome : outcomes) {
      model.outbox.settle(std::move(outcome), model.clock.now());
    }
    return {};
  });
}

Task<Result<std::vector<OutboxEntry>>> MemoryOutboxStore::dead(OutboxId after, std::size_t limit) {
  co_return data_.read([&](MemoryModel& model) { return model.outbox.dead(after, limit); });
}

Task<Result<std::size_t>> MemoryOutboxStore::retry(std::vector<OutboxId> ids) {
  co_return data_.write([&](MemoryModel& model, MemoryData::Events&) -> std::size_t {
    const Instant now = model.clock.now();
    if (ids.empty()) {
      return model.outbox.retry_all(now);
    }
    std::size_t revived = 0;
    for (const OutboxId id : ids) {
      revived += model.outbox.retry(id, now) ? 1 : 0;
    }
    return revived;
  });
}

Task<Result<OutboxStatus>> MemoryOutboxStore::outbox_status() {
  co_return data_.read([](MemoryModel& model) { return model.outbox.status(); });
}

}  // namespace belfry::memory
