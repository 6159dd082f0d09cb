#pragma once

#include "ports/scheduler.hpp"
#include "runtime/mailbox.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

namespace belfry::runtime {

/// One core's share of the server: an event loop on a thread of its own. What lives on a shard is touched by that
/// thread only; other threads post.
class Shard final : public Scheduler {
 public:
  explicit Shard(std::uint32_t index);

  std::uint32_t index() const { return index_; }
  boost::asio::io_context& context() { return context_; }

  /// Any thread; letters run on the shard, in order.
  Mailbox& mailbox() { return mailbox_; }

  // Scheduler: on the shard's own thread.
  std::uint32_t shard() const override { return index_; }
  void post(std::move_only_function<void()> job) override;
  void after(std::chrono::milliseconds delay, std::move_only_function<void()> job) override;
  void spawn(Task<void> task) override;

  /// Connections that live here, for choosing the least loaded shard. Any thread.
  std::atomic<std::uint32_t>& load() { return load_; }

 private:
  friend class ShardSet;

  const std::uint32_t index_;
  std::atomic<std::uint32_t> load_{0};  // before the loop, whose last coroutines still count themselves out
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  Mailbox mailbox_{context_};
  std::thread thread_;
};

/// The shards of this node. The directory of users keeps a bit a shard in 64 bits, hence the bound.
class ShardSet final : public ShardDispatcher {
 public:
  static constexpr std::uint32_t kMaxShards = 64;

  /// Throws std::invalid_argument unless 1 <= count <= kMaxShards.
  explicit ShardSet(std::uint32_t count);
  ~ShardSet() override;
  ShardSet(const ShardSet&) = delete;
  ShardSet& operator=(const ShardSet&) = delete;

  std::uint32_t size() const { return static_cast<std::uint32_t>(shards_.size()); }
  Shard& operator[](std::uint32_t index) { return *shards_[index]; }
  Shard& least_loaded();

  std::uint32_t shard_count() const override { return size(); }
  void post_to(std::uint32_t shard, std::move_only_function<void()> job) override {
    shards_[shard]->mailbox().post(std::move(job));
  }
  bool offer_to(std::uint32_t shard, std::move_only_function<void()> job) override {
    return shards_[shard]->mailbox().offer(std::move(job));
  }

  /// Starts the threads; call once.
  void start();

  /// Runs `job` on the shard's thread and waits for it. Never call it from a shard's thread, nor before `start`.
  void run_on(std::uint32_t index, std::move_only_function<void()> job);

  /// Ends the loops and joins the threads. Idempotent. Handlers that have not run are destroyed with the set.
  void stop();

 private:
  std::vector<std::unique_ptr<Shard>> shards_;
};

}  // namespace belfry::runtime
