#pragma once

#include "domain/decisions.hpp"
#include "domain/notification.hpp"
#include "json/writer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Events for other services (product 2.9), as webhooks and the list of the dead have them (docs/outbox.md).
namespace belfry::wire {

/// Refers to what it is made from.
struct Event {
  std::uint64_t id = 0;  ///< its position in the outbox
  std::string_view type;
  Instant at;
  const UserId* user = nullptr;  ///< null: for everybody
  NotificationId notification_id;
  const Notification* notification = nullptr;         ///< null: not told, or gone
  std::optional<Decisions> decisions = std::nullopt;  ///< nothing: none to tell
};

/// `evt_7`: the same on every attempt, so that receivers know a repeat.
std::string event_id(std::uint64_t outbox_id);

/// `id type at userId?|audience notificationId channels? notification?` into an open object.
void write_event_members(json::Writer& writer, const Event& event);

}  // namespace belfry::wire
