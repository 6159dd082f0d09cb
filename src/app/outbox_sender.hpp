#pragma once

#include "app/outbox_metrics.hpp"
#include "app/outbox_rules.hpp"
#include "base/random.hpp"
#include "ports/clock.hpp"
#include "ports/outbox_store.hpp"
#include "ports/scheduler.hpp"
#include "ports/webhook_sender.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_set>
#include <vector>

namespace belfry::app {

/// Takes due events from the outbox and hands them over: several at once, of one user one after the other (product
/// 2.9). The next event of a user is taken when the outcome of the one before is in the store, so a crash repeats
/// events and never swaps them. Nothing waits for this class; a receiver that hangs costs its slots here and nothing
/// else.
///
/// Lives on one shard; all but `kick` is called there. Destroy it when that shard has ended.
class OutboxSender {
 public:
  struct Parts {
    Scheduler& scheduler;
    ShardDispatcher& dispatcher;
    const Clock& clock;
    OutboxStore& store;
    WebhookSender& webhooks;
    OutboxMetrics& metrics;
    std::function<std::uint64_t()> random = random_u64;
  };
  struct Settings {
    OutboxPatience patience;
    std::size_t concurrency = 4;  ///< events under way at once
  };

  /// How soon after a kick the store is looked at: one look finds what a burst of commits brought.
  static constexpr std::chrono::milliseconds kGather{20};
  /// The longest between two looks: not every commit that writes an event makes a kick.
  static constexpr std::chrono::milliseconds kLook{1'000};
  /// How often the backlog is counted.
  static constexpr std::chrono::milliseconds kCount{5'000};
  /// Outcomes that the store has not taken yet; with as many no further event is begun.
  static constexpr std::size_t kMaxUnsettled = 256;

  OutboxSender(Parts parts, const Settings& settings) : parts_(std::move(parts)), settings_(settings) {}

  /// Once.
  void start();

  /// Events may have been written. Any thread, cheap; no harm before `start` or after `stop`.
  void kick();

  /// Begins no further event. `stopped` is called, on the shard, when what was under way has ended and its outcome was
  /// offered to the store. Once.
  void stop(std::move_only_function<void()> stopped);

 private:
  /// An event for everybody stands under the empty user.
  struct Unsettled {
    OutboxOutcome outcome;
    UserId user;
  };

  std::size_t free_slots() const;
  void wake_in(std::chrono::milliseconds delay);
  void look();
  static Task<void> look_once(OutboxSender& self, std::size_t free);
  void begin(std::vector<OutboxEntry> due);
  static Task<std::chrono::milliseconds> until_next(OutboxSender& self);
  static Task<void> hand_over(OutboxSender& self, OutboxEntry entry, UserId user);
  void end_of_attempt(const OutboxEntry& entry, UserId user, const WebhookAnswer& answer,
                      std::chrono::milliseconds took);
  void settle();
  static Task<void> settle_batch(OutboxSender& self, std::vector<Unsettled> batch);
  static Task<void> count_backlog(OutboxSender& self);
  void report_if_stopped();

  const Parts parts_;
  const Settings settings_;
  std::atomic<bool> kicked_{false};
  bool running_ = false;
  bool looking_ = false;
  bool look_again_ = false;
  bool settling_ = false;
  std::size_t in_flight_ = 0;
  std::optional<std::chrono::steady_clock::time_point> wake_at_;
  std::unordered_set<UserId> busy_;  ///< an event of theirs is under way or its outcome not in the store yet
  std::vector<Unsettled> unsettled_;
  std::unordered_set<OutboxId> settled_while_looking_;  ///< what the look may still take for due
  std::move_only_function<void()> stopped_;
};

}  // namespace belfry::app
