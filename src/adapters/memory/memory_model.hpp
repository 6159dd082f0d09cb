#pragma once

#include "adapters/memory/memory_board.hpp"
#include "adapters/memory/memory_inbox.hpp"
#include "adapters/memory/memory_jobs.hpp"
#include "adapters/memory/memory_marks.hpp"
#include "adapters/memory/memory_outbox.hpp"
#include "ports/clock.hpp"
#include "ports/delivery_reports.hpp"
#include "ports/notification_store.hpp"
#include "ports/store_policy.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace belfry::memory {

/// The position of a subscription among all that were ever made: a send to a channel reaches those before it.
using SubscriptionNumber = std::uint64_t;

struct UsedDedupeKey {
  NotificationId id;
  Instant at;
};

struct MemoryUser {
  explicit MemoryUser(Epoch epoch) : inbox(epoch) {}

  MemoryInbox inbox;
  MemoryMarks marks;
  PreferencesPtr preferences;  // null: never changed
  Rev preferences_changed_at = 0;
  std::map<std::string, SubscriptionNumber> channels;
  std::map<std::string, UsedDedupeKey> dedupe_keys;
};

struct UsedIdempotencyKey {
  std::array<std::uint8_t, 32> fingerprint;
  Published answer;
  Instant used_at;
};

/// What was decided about one publish, kept as long as the log.
struct PublishRecord {
  struct Decided {
    Instant at;
    Decisions decisions;
    std::optional<Rev> rev;
  };

  NotificationPtr notification;
  PublishTarget target = PublishTarget::users;
  Instant at;
  std::map<UserId, Decided> users;
};

/// A publish to a channel whose subscribers have not all been dealt with.
struct ChannelSend {
  PublishCommand command;
  SubscriptionNumber last = 0;  // subscriptions made later do not count
  std::optional<UserId> reached;
};

/// All that the stores in memory keep, and what they have in common. Not thread-safe: MemoryData guards it.
struct MemoryModel {
  MemoryModel(const Clock& its_clock, StorePolicy its_policy);

  const Clock& clock;
  const StorePolicy policy;
  const Epoch epoch;
  std::map<UserId, MemoryUser> users;
  MemoryBoard board;
  MemoryOutbox outbox;
  MemoryJobs jobs;
  std::map<NotificationId, PublishRecord> publishes;
  std::map<std::string, UsedIdempotencyKey> idempotency_keys;
  std::deque<ChannelSend> sends;  // oldest first
  SubscriptionNumber subscriptions = 0;

  MemoryUser& user(const UserId& id);
  /// The user's preferences let it through.
  bool wants(const MemoryUser& user, const MemoryBoard::Row& row) const;
  /// The user has it in the inbox: it is current and wanted, and was not removed.
  bool shows(const MemoryUser& user, const MemoryBoard::Row& row) const;
  /// The announcement with this id that the user has in the inbox; null when there is none.
  const MemoryBoard::Row* announcement(const MemoryUser& user, NotificationId id) const;
  InboxState state(const MemoryUser& user) const;

  /// The event of a change that was just made.
  UserEventPtr event(const UserId& id, Change change, std::optional<Origin> origin) const;
  AnnouncementEventPtr event(Change change, std::optional<Origin> origin) const;

  /// The first answer to this key, if there was one; `idempotency_conflict`.
  Result<std::optional<Published>> earlier_answer(const std::optional<IdempotencyClaim>& claim) const;
  void keep_answer(const std::optional<IdempotencyClaim>& claim, const Published& answer);

  /// Subscribers whom the send has not reached yet.
  std::vector<UserId> left_of(const ChannelSend& send) const;
};

}  // namespace belfry::memory
