#pragma once

#include "base/result.hpp"
#include "base/task.hpp"
#include "domain/decisions.hpp"
#include "domain/notification.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace belfry {

/// The position of an event in the outbox: grows, and is never used twice.
using OutboxId = std::uint64_t;

/// What other services are told (product 2.9). The numbers are kept in databases.
enum class OutboxKind : std::uint8_t {
  decided = 1,    ///< email or push of a notification is for others to send
  delivered = 2,  ///< its first acknowledgement
};

/// The `type` of the webhook.
constexpr std::string_view name_of(OutboxKind kind) {
  switch (kind) {
    case OutboxKind::decided: return "notification.decided";
    case OutboxKind::delivered: return "notification.delivered";
  }
  std::unreachable();
}

struct OutboxEntry {
  OutboxId id = 0;
  OutboxKind kind = OutboxKind::decided;
  std::optional<UserId> user;  ///< nothing: an announcement, for everybody
  NotificationId notification_id;
  NotificationPtr notification;  ///< null for `delivered`, and when the content has gone
  Decisions decisions;
  Instant at;                  ///< of the decision or of the acknowledgement
  std::uint32_t attempts = 0;  ///< so far
  std::string last_error;      ///< of the last attempt, for people; empty: there was none
};

/// How an attempt to hand an entry over ended.
struct OutboxOutcome {
  enum class Verdict : std::uint8_t { sent, again, dead };

  OutboxId id = 0;
  Verdict verdict = Verdict::sent;
  Instant next_attempt;  ///< of `again`
  std::string error;     ///< of `again` and `dead`
};

struct OutboxStatus {
  std::uint64_t waiting = 0;
  std::uint64_t dead = 0;
  std::optional<Instant> oldest;  ///< of what waits: when it happened
};

/// The events that wait to be handed to other services (product 2.9): written by the other ports in the transactions
/// that make the events, taken from here by one sender. Callable from any shard.
///
/// At least once, and in order per user: of a user's events only the first is ever due; the next becomes due when that
/// one was sent or is dead. Events for everybody are in order among themselves.
class OutboxStore {
 public:
  virtual ~OutboxStore() = default;

  /// What may be attempted at `now`, the longest due first, at most `limit`. Asking again before `settle` answers the
  /// same entries.
  virtual Task<Result<std::vector<OutboxEntry>>> due(Instant now, std::size_t limit) = 0;
  /// When the next entry will be due; nothing when none waits.
  virtual Task<Result<std::optional<Instant>>> next_due() = 0;
  /// All in one transaction. Unknown ids (erased meanwhile) are passed over.
  virtual Task<Result<void>> settle(std::vector<OutboxOutcome> outcomes) = 0;

  /// The dead, oldest first, those with an id over `after`.
  virtual Task<Result<std::vector<OutboxEntry>>> dead(OutboxId after, std::size_t limit) = 0;
  /// Makes the dead wait again, due now, with no attempt counted: the named ones, or all when none is named. Answers
  /// how many.
  virtual Task<Result<std::size_t>> retry(std::vector<OutboxId> ids) = 0;
  virtual Task<Result<OutboxStatus>> outbox_status() = 0;
};

}  // namespace belfry
