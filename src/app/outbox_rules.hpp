#pragma once

#include "ports/outbox_store.hpp"
#include "ports/webhook_sender.hpp"

#include <chrono>
#include <cstdint>

namespace belfry::app {

/// How long an event is tried.
struct OutboxPatience {
  std::uint32_t attempts = 10;  ///< then it is dead
  std::chrono::milliseconds first_delay{5'000};
  std::chrono::milliseconds max_delay{3'600'000};
};

/// The longest pause behind the attempt that follows `attempts_before` others: it doubles up to `max_delay`.
std::chrono::milliseconds longest_pause(const OutboxPatience& patience, std::uint32_t attempts_before);

/// What becomes of an event after an attempt: sent when it was accepted; dead when it is gone or has been tried often
/// enough; else again, after a pause drawn from all up to the longest (full jitter: events that failed together do not
/// come back together), and not before the receiver's Retry-After, itself bounded by `max_delay`. `random` is any
/// number.
OutboxOutcome judge(const OutboxEntry& entry, const WebhookAnswer& answer, const OutboxPatience& patience, Instant now,
                    std::uint64_t random);

}  // namespace belfry::app
