#pragma once

#include "base/result.hpp"
#include "domain/decisions.hpp"
#include "domain/inbox.hpp"
#include "json/schema.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The bodies of the inbox routes (docs/protocol.md, "HTTP").
namespace belfry::wire {

/// `{items, nextCursor?, rev, unread, unseen, cursor}`. `next_before` as in HistoryPage.
std::string history_body(std::span<const InboxItem> items, std::optional<HistoryPosition> next_before,
                         const InboxState& state, const UserId& user);

enum class More : std::uint8_t { no, yes };

/// `{changes, rev, unread, unseen, cursor, hasMore}`. `state` is the head; `rev` and `cursor` are those of `reached`,
/// so that going on from them skips nothing.
std::string changes_body(std::span<const Change> changes, const Cursor& reached, More more, const InboxState& state);

/// `{rev, unread, unseen, cursor}`.
std::string state_body(const InboxState& state);

/// `{id, accepted, suppressed: [{userId, reason}]}`.
std::string published_body(NotificationId id, std::size_t accepted, std::span<const Suppressed> suppressed);

/// The `nextCursor` of a history page: opaque to clients, and no log position.
std::string page_cursor(const HistoryPosition& before);
std::optional<HistoryPosition> parse_page_cursor(std::string_view text);

/// The body of `POST /notifications/read-all`: `{upTo?}` or nothing at all, which is all. `invalid_message` or
/// `validation_failed`.
Result<std::optional<UpTo>> read_read_all_body(std::string_view body);
json::Schema read_all_body_schema();

/// The body of `POST /notifications/seen`: `{upTo}`.
Result<UpTo> read_seen_body(std::string_view body);
json::Schema seen_body_schema();

}  // namespace belfry::wire
