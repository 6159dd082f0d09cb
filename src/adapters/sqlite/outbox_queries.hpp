#pragma once

#include "adapters/sqlite/database.hpp"
#include "ports/outbox_store.hpp"

#include <optional>
#include <vector>

namespace belfry::sqlite {

// What readers ask of the outbox; see OutboxStore. Faults of the connection are the caller's to see.

std::vector<OutboxEntry> read_due_events(Database& database, Instant now, std::size_t limit);
std::optional<Instant> read_next_due(Database& database);
std::vector<OutboxEntry> read_dead_events(Database& database, OutboxId after, std::size_t limit);
/// Counts row by row, in the smallest index: some milliseconds for a million that wait.
OutboxStatus read_outbox_status(Database& database);

/// What waits for a user and what died, by id.
std::vector<OutboxEntry> read_events_of(Database& database, std::int64_t user_no, OutboxId after, std::size_t limit);

}  // namespace belfry::sqlite
