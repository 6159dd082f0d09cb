#pragma once

#include "app/in_flight_keys.hpp"
#include "app/live_event.hpp"
#include "app/publish_counters.hpp"
#include "ports/clock.hpp"
#include "ports/notification_store.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace belfry::app {

/// What a service asks for, already validated (domain/publish_rules.hpp); `id` and `created_at` are given here.
struct PublishRequest {
  std::vector<UserId> users;
  Notification draft;
  std::optional<IdempotencyClaim> idempotency;
  Origin origin;
};

/// Publishing to a user or a list of users (product 2.3). Answers when the notification is committed and never waits
/// for delivery: the store tells the relay by itself. Any shard.
class Publish {
 public:
  struct Settings {
    std::uint64_t max_message_bytes = 131'072;  ///< of the message as a client would get it; 0: no limit
    std::map<std::string, std::chrono::hours, std::less<>> retention_by_type;  ///< shorter than the general one
  };

  Publish(NotificationStore& store, const Clock& clock, DialectSet dialects, PublishCounters& counters,
          const Settings& settings)
      : store_(store), clock_(clock), dialects_(dialects), counters_(counters), settings_(settings) {}

  Task<Result<Published>> publish(PublishRequest request);

 private:
  bool fits(const NotificationPtr& notification) const;
  std::optional<Instant> kept_until(const Notification& notification) const;

  NotificationStore& store_;
  const Clock& clock_;
  const DialectSet dialects_;
  PublishCounters& counters_;
  const Settings settings_;
  InFlightKeys in_flight_;
};

}  // namespace belfry::app
