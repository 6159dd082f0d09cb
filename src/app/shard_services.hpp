#pragma once

#include "app/ack_batcher.hpp"
#include "app/ack_tracker.hpp"
#include "app/connection_directory.hpp"
#include "app/delivery_trace.hpp"
#include "app/interner.hpp"
#include "app/live_event.hpp"
#include "app/shard_metrics.hpp"
#include "app/subscribe.hpp"
#include "app/token_bucket.hpp"
#include "ports/clock.hpp"
#include "ports/notification_store.hpp"
#include "ports/scheduler.hpp"
#include "ports/socket.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>

namespace belfry::app {

class Jobs;

struct SessionSettings {
  std::uint32_t heartbeat_seconds = 30;
  std::uint64_t max_message_bytes = 131'072;
  TokenBucket::Rate messages{10, std::chrono::seconds(1)};
  TokenBucket::Rate subscribes{20, std::chrono::minutes(1)};
  AckTracker::Settings ack;
  std::chrono::hours undelivered{7 * 24};
  std::size_t replay_limit = 1000;  ///< undelivered notifications sent to a connection without a cursor
  std::size_t max_behind = 1000;    ///< changes; a connection further back is told to resync
  std::size_t page = 100;           ///< changes read from the store at a time
  MandatoryTypes mandatory;
};

/// What all sessions of one shard share. Outlives them.
struct ShardServices {
  Scheduler& scheduler;
  const Clock& clock;
  NotificationStore& store;
  Subscribe& subscriptions;
  Jobs& jobs;
  ConnectionDirectory& directory;
  DialectSet dialects;
  SocketFlusher& flusher;
  ShardMetrics& metrics;
  std::atomic<std::uint32_t>& load;  ///< the shard's connections, for choosing where the next one goes
  SessionSettings settings;
  AckBatcher acks{scheduler, store};
  Interner user_agents{};
  DeliveryTrace trace{};
};

}  // namespace belfry::app
