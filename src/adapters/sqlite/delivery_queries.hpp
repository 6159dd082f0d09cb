#pragma once

#include "adapters/sqlite/read_head.hpp"
#include "ports/delivery_reports.hpp"

namespace belfry::sqlite {

/// What DeliveryReports promises, of one snapshot.
Result<DeliveryReport> read_delivery_report(Database& database, NotificationId id, const DeliveryQuery& query);

}  // namespace belfry::sqlite
