#pragma once

#include "ports/channel_send_store.hpp"
#include "ports/scheduler.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>

namespace belfry::app {

/// Puts what was sent to channels into the inboxes of the subscribers, batch by batch, with room for other commands of
/// the store's writer in between (product 2.3): a send to 100,000 does not hold up a publish to one. What a crash
/// interrupted goes on at the next start. Lives on one shard.
class ChannelFanOut {
 public:
  struct Settings {
    std::size_t batch = 128;                      ///< subscribers in one transaction
    std::chrono::milliseconds pause{2};           ///< between two batches
    std::chrono::milliseconds after_error{1000};  ///< the store failed: later again
  };

  ChannelFanOut(Scheduler& scheduler, ShardDispatcher& shards, ChannelSendStore& store, const Settings& settings)
      : scheduler_(scheduler), shards_(shards), store_(store), settings_(settings) {}

  /// A send has been committed, or the server has started. Any thread; as long as the shard runs.
  void kick();

 private:
  void begin();
  static Task<void> step(ChannelFanOut& self);

  Scheduler& scheduler_;
  ShardDispatcher& shards_;
  ChannelSendStore& store_;
  const Settings settings_;
  bool running_ = false;  // a step is under way or due; shard's thread only
  bool again_ = false;    // kicked meanwhile
};

}  // namespace belfry::app
