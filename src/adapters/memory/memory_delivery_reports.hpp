#pragma once

#include "adapters/memory/memory_data.hpp"
#include "ports/delivery_reports.hpp"

namespace belfry::memory {

/// DeliveryReports over MemoryData.
class MemoryDeliveryReports final : public DeliveryReports {
 public:
  explicit MemoryDeliveryReports(MemoryData& data) : data_(data) {}

  Task<Result<DeliveryReport>> delivery_report(NotificationId id, DeliveryQuery query) override;

 private:
  MemoryData& data_;
};

}  // namespace belfry::memory
