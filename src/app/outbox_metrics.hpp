#pragma once

#include "base/counter.hpp"
#include "ports/webhook_sender.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace belfry::app {

/// What the outbox counts: written by the sender's shard, read by any thread.
struct OutboxMetrics {
  std::atomic<std::uint64_t> waiting{0};  ///< as of the last look at the store
  std::atomic<std::uint64_t> dead{0};     ///< likewise
  Counter sent;
  std::array<Counter, kWebhookEnds.size()> failed;  ///< attempts by how they ended; that of `accepted` stays 0

  Counter& failed_by(WebhookEnd end) { return failed[static_cast<std::size_t>(end)]; }
  const Counter& failed_by(WebhookEnd end) const { return failed[static_cast<std::size_t>(end)]; }
};

}  // namespace belfry::app
