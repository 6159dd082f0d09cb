#include "adapters/sqlite/store_errors.hpp"

#include "base/log.hpp"

namespace belfry::sqlite {

Error report(StoreMetrics& metrics, StoreOperation operation, const Fault& fault, std::size_t commands) {
  metrics.count_error(operation);
  log::error("store:error", {{"operation", name_of(operation)}, {"error", fault.message}, {"commands", commands}});
  return error_of(fault);
}

}  // namespace belfry::sqlite
