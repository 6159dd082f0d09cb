#pragma once

#include "app/in_flight_keys.hpp"
#include "app/message_size.hpp"
#include "app/publish_counters.hpp"
#include "domain/audience.hpp"
#include "ports/announcement_store.hpp"
#include "ports/channel_send_store.hpp"
#include "ports/clock.hpp"
#include "ports/notification_store.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace belfry::app {

/// What a service asks for, already validated (domain/publish_rules.hpp); `id` and `created_at` are given here.
struct PublishRequest {
  Audience audience;
  Notification draft;
  std::optional<std::string> dedupe_key = std::nullopt;
  std::optional<std::string> collapse_key = std::nullopt;
  std::optional<IdempotencyClaim> idempotency = std::nullopt;
  Origin origin = {};
};

/// Publishing to users, to the subscribers of a channel or to everybody (product 2.3). Answers when the notification is
/// committed and never waits for delivery: the store tells the relay by itself. Any shard.
class Publish {
 public:
  struct Settings {
    std::uint64_t max_message_bytes = 131'072;  ///< of the message as a client would get it; 0: no limit
    std::map<std::string, std::chrono::hours, std::less<>> retention_by_type;  ///< shorter than the general one
  };

  struct Parts {
    NotificationStore& notifications;
    ChannelSendStore& channel_sends;
    AnnouncementStore& announcements;
    const Clock& clock;
    DialectSet dialects;
    PublishCounters& counters;
    std::function<void()> on_channel_send;  ///< there is something to fan out
    std::function<void()> on_published;     ///< there may be something in the outbox
  };

  Publish(const Parts& parts, const Settings& settings) : parts_(parts), settings_(settings) {}

  Task<Result<Published>> publish(PublishRequest request);

 private:
  Task<Result<Published>> commit(PublishRequest request, NotificationPtr notification);
  std::optional<Instant> kept_until(const Notification& notification) const;

  const Parts parts_;
  const Settings settings_;
  InFlightKeys in_flight_;
};

}  // namespace belfry::app
