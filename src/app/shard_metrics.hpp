#pragma once

#include "base/counter.hpp"
#include "domain/dialect_kind.hpp"
#include "domain/job.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace belfry::app {

/// Why a message to a connection did not get there; the `reason` label of `belfry_messages_failed_total`.
enum class FailureReason : std::uint8_t { no_ack, slow_consumer, connection_lost };
inline constexpr std::array kFailureReasons = {FailureReason::no_ack, FailureReason::slow_consumer,
                                               FailureReason::connection_lost};

constexpr std::string_view name_of(FailureReason reason) {
  switch (reason) {
    case FailureReason::no_ack: return "no_ack";
    case FailureReason::slow_consumer: return "slow_consumer";
    case FailureReason::connection_lost: return "connection_lost";
  }
  std::unreachable();
}

/// What one shard counts (product 6.3): written by the shard's thread, read by whoever collects the metrics.
struct ShardMetrics {
  std::array<Counter, kDialectCount> connections_active;
  std::array<Counter, kDialectCount> messages_delivered;
  std::array<std::array<Counter, kFailureReasons.size()>, kDialectCount> messages_failed;
  DurationHistogram delivery_latency;
  Counter jobs_created;
  Counter job_reports;
  std::array<Counter, kJobStatuses.size()> jobs_ended;  ///< in the order of kJobStatuses; those of no end stay 0
  Counter job_news_lost;                                ///< news for shards that were too far behind to take it
};

}  // namespace belfry::app
