#pragma once

#include "app/connection_directory.hpp"
#include "app/hub.hpp"
#include "app/opt_outs.hpp"
#include "ports/broker.hpp"
#include "ports/scheduler.hpp"

#include <atomic>
#include <vector>

namespace belfry::app {

/// The broker's subscriber on this node: finds the shards that hold the event's user and gives each of them the event
/// once; an announcement goes to all of them. Called by one broker thread at a time, so that a shard gets a user's
/// events in the order of the broker. A shard that is hopelessly behind is not sent more: what it misses it reads from
/// the store, once it comes to it.
class Deliver final : public BrokerSubscriber {
 public:
  /// `hubs[i]` lives on shard i and outlives the shard's loop.
  Deliver(const ConnectionDirectory& directory, OptOuts& opt_outs, ShardDispatcher& shards, std::vector<Hub*> hubs)
      : directory_(directory), opt_outs_(opt_outs), shards_(shards), hubs_(std::move(hubs)), behind_(hubs_.size()) {}

  void on_event(const CommittedEvent& event) override;

 private:
  void deliver(const UserEventPtr& event);
  void announce(const AnnouncementEventPtr& event);
  void let_read_on(std::uint32_t shard);

  const ConnectionDirectory& directory_;
  OptOuts& opt_outs_;
  ShardDispatcher& shards_;
  std::vector<Hub*> hubs_;
  std::vector<std::atomic<bool>> behind_;  ///< by shard: it has been told to read on and has not begun
};

}  // namespace belfry::app
