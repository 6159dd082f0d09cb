#pragma once

#include "adapters/memory/memory_data.hpp"
#include "ports/preference_store.hpp"

namespace belfry::memory {

/// PreferenceStore over MemoryData.
class MemoryPreferenceStore final : public PreferenceStore {
 public:
  explicit MemoryPreferenceStore(MemoryData& data) : data_(data) {}

  Task<Result<StoredPreferences>> preferences(UserId user) override;
  Task<Result<StoredPreferences>> patch_preferences(UserId user, PreferencesPatch patch, std::optional<Rev> if_match,
                                                    std::optional<Origin> origin) override;
  Task<Result<std::vector<UserId>>> users_without_in_app() override;

 private:
  MemoryData& data_;
};

}  // namespace belfry::memory
