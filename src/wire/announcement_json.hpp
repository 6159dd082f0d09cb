#pragma once

#include "base/result.hpp"
#include "domain/announcement_patch.hpp"
#include "domain/ids.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

/// Editing announcements over HTTP (docs/protocol.md, "HTTP").
namespace belfry::wire {

/// The merge patch (RFC 7396) of `PATCH /announcements/{id}`: `title body icon actionUrl data expiresAt`, each held to
/// the rules of a publish; a null takes away all but the title. `data` is set whole, not merged: it is the publisher's
/// own. `invalid_message` when it is not JSON; else `validation_failed` with every fault; a patch that says nothing is
/// code `too_few` at "".
Result<AnnouncementPatch> read_announcement_patch(std::string_view body, Instant now);

/// `{id, announcement, type, title, ..}`: what it says now, under the number of its last change.
std::string announcement_body(const Notification& notification, AnnouncementNumber changed);

boost::json::object announcement_patch_schema();

}  // namespace belfry::wire
