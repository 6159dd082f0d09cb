#pragma once

#include "adapters/memory/memory_data.hpp"
#include "adapters/memory/memory_token_store.hpp"
#include "ports/privacy_store.hpp"

namespace belfry::memory {

/// PrivacyStore over MemoryData and the tokens.
class MemoryPrivacyStore final : public PrivacyStore {
 public:
  MemoryPrivacyStore(MemoryData& data, MemoryTokenStore& tokens) : data_(data), tokens_(tokens) {}

  Task<Result<ExportPage>> export_user(UserId user, ExportPosition position, std::size_t limit) override;
  Task<Result<EraseStep>> erase_user(UserId user, std::size_t batch) override;

 private:
  MemoryData& data_;
  MemoryTokenStore& tokens_;
};

}  // namespace belfry::memory
