#pragma once

#include "domain/delivery_trace.hpp"
#include "json/writer.hpp"
#include "ports/delivery_reports.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The answer to "why did this user not get it?" (docs/protocol.md, "HTTP"). Times are Unix milliseconds.
namespace belfry::http {

/// `{id, type?, target, waiting?, users: [{userId, decidedAt, state, .., connections: [..]}], nextCursor?}`. Each trace
/// stands with its user; those of users whom the report does not name are left out.
std::string delivery_report_body(NotificationId id, const DeliveryReport& report,
                                 std::span<const ConnectionTrace> connections);

/// `userId decidedAt state rev? silent? inApp email push deliveredAt? readAt?` into an open object.
void write_user_delivery_members(json::Writer& writer, const UserDelivery& delivery);

/// The `nextCursor` of a report, as the query gives it back: nothing for what cannot be one.
std::optional<UserId> parse_report_cursor(std::string_view text);

}  // namespace belfry::http
