#pragma once

#include "base/frame.hpp"
#include "domain/ids.hpp"
#include "domain/inbox.hpp"
#include "domain/preferences.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace belfry {

/// One open connection of this node, as a number that is never used twice while the node runs.
using ConnectionKey = std::uint64_t;

/// The request that caused a change: on a socket, whose connection then gets the change as the answer, or over HTTP.
struct Origin {
  ConnectionKey connection = 0;  ///< 0: over HTTP
  std::string request_id;
  std::string correlation_id = {};  ///< of HTTP, carried into the log (product 6.2); empty: none
};

/// A committed change of one user's inbox with the state that holds right after it: what the store gives the relay, the
/// broker carries between nodes, and connections are told.
struct UserEvent {
  UserId user;
  Change change;
  InboxState state;  ///< `state.rev == change.rev`
  std::optional<Origin> origin;
  std::chrono::steady_clock::time_point committed_at;  ///< for `belfry_delivery_latency_seconds`
  bool silent = false;                                 ///< added, replaced: the user's quiet hours
  PreferencesPtr preferences = {};                     ///< of a change of preferences: what holds now
};

using UserEventPtr = std::shared_ptr<const UserEvent>;

/// A committed change of the announcements, told to every node once, however many users there are (product 2.3).
struct AnnouncementEvent {
  Change change;  ///< announced, announcement_edited or announcement_recalled, with its number
  Epoch epoch = 0;
  std::optional<Origin> origin;
  std::chrono::steady_clock::time_point committed_at;
};

using AnnouncementEventPtr = std::shared_ptr<const AnnouncementEvent>;

/// What a store has committed. In one stream, because their order matters: a personal event's counts and cursor include
/// exactly the announcements that stand before it.
using CommittedEvent = std::variant<UserEventPtr, AnnouncementEventPtr>;

}  // namespace belfry
