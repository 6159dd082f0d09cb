#pragma once

#include "adapters/memory/memory_model.hpp"
#include "ports/privacy_store.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace belfry::memory {

/// A record and its place in its section, which an export goes on from.
struct PlacedRecord {
  std::uint64_t place = 0;
  ExportRecord record;
};

/// Everything of one section; the account lacks what the tokens know.
std::vector<PlacedRecord> export_section(const MemoryModel& model, const UserId& id, const MemoryUser& user,
                                         ExportSection section);

}  // namespace belfry::memory
