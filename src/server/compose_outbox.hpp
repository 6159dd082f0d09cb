#pragma once

#include "adapters/webhook/http_webhook_sender.hpp"
#include "app/outbox_metrics.hpp"
#include "app/outbox_sender.hpp"
#include "config/config.hpp"
#include "ports/clock.hpp"
#include "ports/outbox_store.hpp"
#include "ports/store_policy.hpp"
#include "runtime/shard.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

namespace belfry::server {

/// What the stores decide by: `[notifications]` and `[outbox]`. Without a URL no event is written.
StorePolicy store_policy(const config::Config& config);

/// The outbox of `[outbox]`, or none: then all of this does nothing. Made and destroyed on the main thread, destroyed
/// after the shards.
class Outbox {
 public:
  /// Throws std::runtime_error when libcurl does not start.
  Outbox(const config::Config& config, const Clock& clock);

  const app::OutboxMetrics& metrics() const { return metrics_; }

  /// Begins to hand events over, from this shard. Once; the shards run. `store` outlives the shards.
  void start(runtime::ShardSet& shards, std::uint32_t shard, OutboxStore& store);

  /// Events may have been written: for the listener of the store's commits. Any thread, after `start` or without it.
  void kick() {
    if (app::OutboxSender* sender = started_.load(std::memory_order_acquire)) {
      sender->kick();
    }
  }

  /// Begins nothing further, lets what is under way end for as long as `patience`, then breaks it off: it is sent again
  /// after the next start. Blocks, a little longer than `patience` at most. Before the store and the shards stop.
  void stop(std::chrono::milliseconds patience);

 private:
  const app::OutboxSender::Settings settings_;
  const Clock& clock_;
  app::OutboxMetrics metrics_;
  std::unique_ptr<webhook::HttpWebhookSender> webhooks_;  ///< null: no outbox
  std::unique_ptr<app::OutboxSender> sender_;
  std::atomic<app::OutboxSender*> started_{nullptr};
  runtime::ShardSet* shards_ = nullptr;
  std::uint32_t shard_ = 0;
};

}  // namespace belfry::server
