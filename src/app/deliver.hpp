#pragma once

#include "app/connection_directory.hpp"
#include "app/hub.hpp"
#include "ports/broker.hpp"
#include "ports/scheduler.hpp"

#include <vector>

namespace belfry::app {

/// The broker's subscriber on this node: finds the shards that hold the event's user and gives each of them the event
/// once. Called by one broker thread at a time, so that a shard gets a user's events in the order of the broker.
class Deliver final : public BrokerSubscriber {
 public:
  /// `hubs[i]` lives on shard i and outlives the shard's loop.
  Deliver(const ConnectionDirectory& directory, ShardDispatcher& shards, std::vector<Hub*> hubs)
      : directory_(directory), shards_(shards), hubs_(std::move(hubs)) {}

  void on_event(const UserEventPtr& event) override;

 private:
  const ConnectionDirectory& directory_;
  ShardDispatcher& shards_;
  std::vector<Hub*> hubs_;
};

}  // namespace belfry::app
