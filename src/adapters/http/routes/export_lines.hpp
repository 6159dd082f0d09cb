#pragma once

#include "ports/privacy_store.hpp"

#include <span>
#include <string>

/// `GET /users/{id}/export`: JSON lines, one object a record, each with a `kind` (docs/protocol.md, "Privacy"). Times
/// are Unix milliseconds.
namespace belfry::http {

/// A line a record, each with its newline. The kinds and what stands beside them:
///   account       userId rev unread unseen cursor preferences channels tokensRevokedAt?
///   inbox         notification: an item of the history
///   announcement  notificationId readAt? removedAt?
///   log           change
///   decision      notificationId? and the members of a user in a delivery report
///   key           dedupeKey notificationId at
///   outbox        event: as its webhook tells it, with attempts and lastError?
///   job           job: all its members
std::string export_lines(const UserId& user, std::span<const ExportRecord> records);

/// The last line of a whole export, `{"kind":"end"}`: where it is missing, the rest was lost on the way.
std::string export_end();

}  // namespace belfry::http
