#pragma once

#include "domain/inbox.hpp"
#include "json/writer.hpp"

#include <string_view>

/// How notifications and changes look on the socket and over HTTP alike (docs/protocol.md, "notifications"). Times are
/// Unix milliseconds.
namespace belfry::wire {

/// `id type title body? icon? actionUrl? channel? data? createdAt expiresAt?` into an open object.
void write_content_members(json::Writer& writer, const Notification& notification);

/// The same with `rev`: as it stands in an inbox.
void write_notification_members(json::Writer& writer, const Notification& notification, Rev rev);

/// The content with `announcement` in place of `rev`.
void write_announcement_members(json::Writer& writer, const Notification& notification, AnnouncementNumber number);

/// An item of `GET /notifications`: the members above and `readAt? deliveredAt? userId`.
void write_item(json::Writer& writer, const InboxItem& item, const UserId& user);

/// `{"rev","at","op",..}`; a change of announcements has `announcement` in place of `rev`.
void write_change(json::Writer& writer, const Change& change);

/// The `op` of a change.
std::string_view name_of(ChangeOp op);

/// `rev unread unseen cursor` into an open object.
void write_state_members(json::Writer& writer, const InboxState& state);

}  // namespace belfry::wire
