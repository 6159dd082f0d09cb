#pragma once

#include "base/result.hpp"
#include "json/writer.hpp"
#include "ports/outbox_store.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The bodies of the outbox routes (docs/outbox.md, "The dead"). Events are named `evt_7`, as webhooks name them.
namespace belfry::http {

/// `{waiting, dead, oldest?}`.
std::string outbox_status_body(const OutboxStatus& status);

enum class MoreDead : std::uint8_t { no, yes };

/// `{items: [event with attempts, lastError?], nextAfter?}`.
std::string dead_events_body(std::span<const OutboxEntry> dead, MoreDead more);

/// An entry as its webhook tells it, with `attempts lastError?`, into an open object.
void write_outbox_entry_members(json::Writer& writer, const OutboxEntry& entry);

/// The body of `POST /outbox/retry`: `{ids?}` or nothing at all. Empty: all. `invalid_message`, or `validation_failed`
/// for another shape, for a name that is none, and for a list with nothing in it, which is likelier a mistake than all.
Result<std::vector<OutboxId>> read_retry_body(std::string_view body);

/// `{retried}`.
std::string retried_body(std::size_t retried);

/// Of `evt_7` the 7.
std::optional<OutboxId> parse_event_id(std::string_view text);

}  // namespace belfry::http
