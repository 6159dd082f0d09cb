#pragma once

#include "adapters/memory/memory_data.hpp"
#include "ports/outbox_store.hpp"

namespace belfry::memory {

/// OutboxStore over MemoryData.
class MemoryOutboxStore final : public OutboxStore {
 public:
  explicit MemoryOutboxStore(MemoryData& data) : data_(data) {}

  Task<Result<std::vector<OutboxEntry>>> due(Instant now, std::size_t limit) override;
  Task<Result<std::optional<Instant>>> next_due() override;
  Task<Result<void>> settle(std::vector<OutboxOutcome> outcomes) override;
  Task<Result<std::vector<OutboxEntry>>> dead(OutboxId after, std::size_t limit) override;
  Task<Result<std::size_t>> retry(std::vector<OutboxId> ids) override;
  Task<Result<OutboxStatus>> outbox_status() override;

 private:
  MemoryData& data_;
};

}  // namespace belfry::memory
