#pragma once

#include "app/delivery_trace.hpp"
#include "domain/delivery_trace.hpp"
#include "ports/delivery_reports.hpp"
#include "ports/scheduler.hpp"

#include <functional>
#include <vector>

namespace belfry::app {

struct Explanation {
  DeliveryReport report;
  std::vector<ConnectionTrace> connections;  ///< of the users in the report, by the time of sending
};

/// Why a user did or did not get a notification: what the store knows of the decisions, and what this node's shards
/// remember of the connections. Any shard.
class Explain {
 public:
  /// `traces[i]` lives on shard i and outlives the shard's loop.
  Explain(DeliveryReports& reports, ShardDispatcher& shards, std::vector<const DeliveryTrace*> traces)
      : reports_(reports), shards_(shards), traces_(std::move(traces)) {}

  /// `notification_not_found` as DeliveryReports says.
  Task<Result<Explanation>> explain(NotificationId id, DeliveryQuery query);

 private:
  DeliveryReports& reports_;
  ShardDispatcher& shards_;
  const std::vector<const DeliveryTrace*> traces_;
};

/// The entries of one notification as one trace a connection, for the users named; others are left out.
std::vector<ConnectionTrace> traces_of(const std::vector<DeliveryTrace::Entry>& entries,
                                       const std::vector<UserDelivery>& users);

}  // namespace belfry::app
