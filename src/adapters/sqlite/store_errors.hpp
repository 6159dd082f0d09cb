#pragma once

#include "adapters/sqlite/database.hpp"
#include "ports/store_metrics.hpp"

namespace belfry::sqlite {

/// Counts and logs a fault; the answer for whoever met it. `commands` is how many of them it failed.
Error report(StoreMetrics& metrics, StoreOperation operation, const Fault& fault, std::size_t commands = 1);

}  // namespace belfry::sqlite
