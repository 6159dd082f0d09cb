#pragma once

#include "app/connection_directory.hpp"
#include "app/gather.hpp"
#include "app/hub.hpp"
#include "app/rate_limiter.hpp"
#include "ports/clock.hpp"

#include <string>
#include <vector>

namespace belfry::app {

/// Direct messages and broadcasts: pushed to whoever is connected now and kept nowhere (product 3.1). Any shard.
class Broadcast {
 public:
  struct Settings {
    TokenBucket::Rate to_everybody{60, std::chrono::minutes(1)};  ///< by service key
  };
  struct Parts {
    ConnectionDirectory& directory;
    ShardDispatcher& shards;
    std::vector<Hub*> hubs;  ///< hubs[i] lives on shard i and outlives the shard's loop
    DialectSet dialects;
    const Clock& clock;
  };

  Broadcast(Parts parts, const Settings& settings)
      : parts_(std::move(parts)), callers_(settings.to_everybody, parts_.clock) {}

  /// A message, wrapped by each dialect, counted when it has been handed to the last socket. `rate_limited` beyond so
  /// many a minute to everybody for the caller.
  Task<Result<PushTally>> send(std::string caller, PushTarget target, messages::Broadcast message);

  /// Bytes as they are to one connection: a text frame when they are UTF-8, else a binary one. `gone` when it is not
  /// connected, or went while it was tried; `overloaded` when its queue had no room: then it is being closed, 4003.
  Task<Result<void>> send_bytes(ConnectionKey connection, std::string bytes);

 private:
  Task<PushTally> push(PushTarget target, FrameSet frames);
  std::vector<std::uint32_t> shards_of(const PushTarget& target) const;

  const Parts parts_;
  RateLimiter callers_;
};

}  // namespace belfry::app
