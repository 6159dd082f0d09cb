#pragma once

#include "base/task.hpp"

#include <chrono>
#include <cstdint>
#include <functional>

namespace belfry {

/// One shard's event loop as the application sees it. Call from that shard's thread.
class Scheduler {
 public:
  virtual ~Scheduler() = default;

  virtual std::uint32_t shard() const = 0;
  /// Runs later on this shard, behind what is ready now: for work cut into chunks.
  virtual void post(std::move_only_function<void()> job) = 0;
  /// Runs once after the delay; never when the shard stops first.
  virtual void after(std::chrono::milliseconds delay, std::move_only_function<void()> job) = 0;
  /// Starts a coroutine on this shard. It must not throw.
  virtual void spawn(Task<void> task) = 0;
};

/// How any thread reaches a shard: jobs posted to one shard by one thread run in that order.
class ShardDispatcher {
 public:
  virtual ~ShardDispatcher() = default;
  virtual std::uint32_t shard_count() const = 0;
  virtual void post_to(std::uint32_t shard, std::move_only_function<void()> job) = 0;
  /// As `post_to`, but false, with the job dropped, when the shard is so far behind that its mailbox is full.
  virtual bool offer_to(std::uint32_t shard, std::move_only_function<void()> job) = 0;
};

}  // namespace belfry
