#include "adapters/sqlite/sqlite_delivery_reports.hpp"

#include "adapters/sqlite/delivery_queries.hpp"

#include <utility>

namespace belfry::sqlite {

Task<Result<DeliveryReport>> SqliteDeliveryReports::delivery_report(NotificationId id, DeliveryQuery query) {
  return database_.read<DeliveryReport>(StoreOperation::delivery_report, [id, query = std::move(query)](Database& db) {
    return read_delivery_report(db, id, query);
  });
}

}  // namespace belfry::sqlite
