#pragma once

#include "adapters/sqlite/write_session.hpp"
#include "ports/outbox_store.hpp"

#include <optional>
#include <vector>

namespace belfry::sqlite {

// What the writer does to the outbox; see OutboxStore and write_commands.hpp.

Result<void> settle_events(WriteSession& session, const std::vector<OutboxOutcome>& outcomes);

/// Those of the ids that are dead wait again. Answers how many.
Result<std::size_t> retry_events(WriteSession& session, const std::vector<OutboxId>& ids);

/// The same for the first `limit` dead ones behind `after`.
struct RetriedBatch {
  std::size_t count = 0;
  std::optional<OutboxId> last;  ///< set when there may be more behind it
};
Result<RetriedBatch> retry_events_after(WriteSession& session, OutboxId after, std::size_t limit);

}  // namespace belfry::sqlite
