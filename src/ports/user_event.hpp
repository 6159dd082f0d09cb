#pragma once

#include "base/frame.hpp"
#include "domain/ids.hpp"
#include "domain/inbox.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

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
};

using UserEventPtr = std::shared_ptr<const UserEvent>;

}  // namespace belfry
