#pragma once

#include "adapters/sqlite/sqlite_database.hpp"
#include "ports/delivery_reports.hpp"

namespace belfry::sqlite {

/// DeliveryReports from the log, the suppressions and the announcements of the same SQLite file.
class SqliteDeliveryReports final : public DeliveryReports {
 public:
  /// `database` outlives the reports.
  explicit SqliteDeliveryReports(SqliteDatabase& database) : database_(database) {}

  Task<Result<DeliveryReport>> delivery_report(NotificationId id, DeliveryQuery query) override;

 private:
  SqliteDatabase& database_;
};

}  // namespace belfry::sqlite
