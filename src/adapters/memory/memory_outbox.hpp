#pragma once

#include "ports/outbox_store.hpp"

#include <map>
#include <optional>
#include <vector>

namespace belfry::memory {

/// The events that wait for other services, and the dead ones. Not thread-safe.
class MemoryOutbox {
 public:
  /// The entry's id is given here.
  void add(OutboxEntry entry, Instant now);

  std::vector<OutboxEntry> due(Instant now, std::size_t limit) const;
  std::optional<Instant> next_due() const;
  void settle(OutboxOutcome outcome, Instant now);
  std::vector<OutboxEntry> dead(OutboxId after, std::size_t limit) const;
  bool retry(OutboxId id, Instant now);
  std::size_t retry_all(Instant now);
  OutboxStatus status() const;

  /// What waits and what is dead of this user.
  std::vector<OutboxEntry> of(const UserId& user, OutboxId after, std::size_t limit) const;
  std::size_t erase_some(const UserId& user, std::size_t batch);
  /// Forgets what died before.
  void trim(Instant floor);

 private:
  struct Row {
    OutboxEntry entry;
    std::optional<Instant> next_attempt;  // only the first that waits of its user has one
    std::optional<Instant> died_at;
  };

  /// The first event of this user, or for everybody, that waits.
  Row* first_of(const std::optional<UserId>& user);
  void promote(const std::optional<UserId>& user, Instant now);

  std::map<OutboxId, Row> rows_;
  OutboxId last_ = 0;
};

}  // namespace belfry::memory
