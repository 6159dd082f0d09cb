#pragma once

#include "base/result.hpp"
#include "base/task.hpp"
#include "ports/outbox_store.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace belfry {

/// How an attempt to hand an event over ended.
enum class WebhookEnd : std::uint8_t {
  accepted,     ///< the receiver has it
  gone,         ///< it does not want this event, now or ever
  refused,      ///< any other answer
  timeout,      ///< no whole answer in time; it may have the event
  unreachable,  ///< no connection, or none that can be trusted; it may have the event where one broke
};
inline constexpr std::array kWebhookEnds = {WebhookEnd::accepted, WebhookEnd::gone, WebhookEnd::refused,
                                            WebhookEnd::timeout, WebhookEnd::unreachable};

/// The `reason` label of `belfry_outbox_failed_total` and of the log.
constexpr std::string_view name_of(WebhookEnd end) {
  switch (end) {
    case WebhookEnd::accepted: return "accepted";
    case WebhookEnd::gone: return "gone";
    case WebhookEnd::refused: return "refused";
    case WebhookEnd::timeout: return "timeout";
    case WebhookEnd::unreachable: return "unreachable";
  }
  std::unreachable();
}

struct WebhookAnswer {
  WebhookEnd end = WebhookEnd::accepted;
  std::string detail;                                              ///< for people: `status 503`; no secret, no content
  std::optional<std::chrono::seconds> retry_after = std::nullopt;  ///< as the receiver asked
};

/// Hands one event to the service that sends email and push (product 2.9). The bytes of an event are the same on every
/// attempt. Callable from any shard; the answer arrives on the caller's executor, within a bounded time.
class WebhookSender {
 public:
  virtual ~WebhookSender() = default;
  /// An error (`overloaded`, `draining`) means that there was no attempt, or that it was broken off.
  virtual Task<Result<WebhookAnswer>> send(OutboxEntry entry) = 0;
};

}  // namespace belfry
