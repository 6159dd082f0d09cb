#pragma once

#include "adapters/http_client/http_post.hpp"
#include "ports/clock.hpp"
#include "ports/webhook_sender.hpp"
#include "runtime/blocking_lane.hpp"
#include "runtime/resource_pool.hpp"

#include <atomic>
#include <cstddef>
#include <string>

namespace belfry::webhook {

/// Posts events to the configured URL, signed (docs/outbox.md). Blocks threads of its own, one an event under way.
class HttpWebhookSender final : public WebhookSender {
 public:
  struct Settings {
    std::string url;  ///< http or https
    http_client::PostSettings post;
    std::string secret;
    std::size_t concurrency = 4;
  };

  /// Throws std::runtime_error when libcurl does not start. Make the first one before other threads run.
  HttpWebhookSender(Settings settings, const Clock& clock);

  Task<Result<WebhookAnswer>> send(OutboxEntry entry) override;

  /// Breaks off what is under way, within about a second; its answer is `draining`, and that of all later calls. Any
  /// thread.
  void give_up() { giving_up_.store(true, std::memory_order_relaxed); }

  /// Waits for what is under way and ends the threads. Before the shards end that await it.
  void stop() { lane_.stop(); }

 private:
  Result<WebhookAnswer> post(const OutboxEntry& entry);

  const Settings settings_;
  const Clock& clock_;
  std::atomic<bool> giving_up_{false};
  runtime::ResourcePool<http_client::HttpPost> connections_;
  runtime::BlockingLane lane_;
};

}  // namespace belfry::webhook
