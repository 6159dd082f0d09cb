#include "app/outbox_rules.hpp"

#include <algorithm>
#include <utility>

namespace belfry::app {
namespace {

using Verdict = OutboxOutcome::Verdict;
using std::chrono::milliseconds;

milliseconds pause_after(const OutboxEntry& entry, const WebhookAnswer& answer, const OutboxPatience& patience,
                         std::uint64_t random) {
  const auto ceiling = static_cast<std::uint64_t>(longest_pause(patience, entry.attempts).count());
  const milliseconds drawn(random % (ceiling + 1));
  // Bounded as seconds first: a receiver may ask for more than milliseconds can say.
  const auto bound = std::chrono::ceil<std::chrono::seconds>(patience.max_delay);
  const auto asked = std::min(answer.retry_after.value_or(std::chrono::seconds(0)), bound);
  return std::min<milliseconds>(std::max<milliseconds>(drawn, asked), patience.max_delay);
}

Verdict verdict_of(const OutboxEntry& entry, WebhookEnd end, const OutboxPatience& patience) {
  switch (end) {
    case WebhookEnd::accepted: return Verdict::sent;
    case WebhookEnd::gone: return Verdict::dead;
    case WebhookEnd::refused:
    case WebhookEnd::timeout:
    case WebhookEnd::unreachable: return entry.attempts + 1 >= patience.attempts ? Verdict::dead : Verdict::again;
  }
  std::unreachable();
}

}  // namespace

milliseconds longest_pause(const OutboxPatience& patience, std::uint32_t attempts_before) {
  milliseconds pause = patience.first_delay;
  for (std::uint32_t i = 0; i < attempts_before && pause < patience.max_delay; ++i) {
    pause *= 2;
  }
  return std::min(pause, patience.max_delay);
}

OutboxOutcome judge(const OutboxEntry& entry, const WebhookAnswer& answer, const OutboxPatience& patience, Instant now,
                    std::uint64_t random) {
  OutboxOutcome outcome;
  outcome.id = entry.id;
  outcome.verdict = verdict_of(entry, answer.end, patience);
  switch (outcome.verdict) {
    case Verdict::sent: break;
    case Verdict::dead: outcome.error = answer.detail; break;
    case Verdict::again:
      outcome.error = answer.detail;
      outcome.next_attempt = now + pause_after(entry, answer, patience, random);
      break;
  }
  return outcome;
}

}  // namespace belfry::app
