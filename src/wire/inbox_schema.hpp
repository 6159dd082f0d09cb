#pragma once

#include "json/schema.hpp"

/// The shapes of what wire/notification_json.hpp and wire/inbox_json.hpp write, for the descriptions of both the HTTP
/// API and the sockets. The writers go member by member for speed; tests hold them to these declarations.
namespace belfry::wire {

/// `Cursor`, `UpTo`, `Notification`, `Announcement`, `InboxItem`, `Change`, `InboxState` and `FieldError` by name, as
/// they stand in a document's `components/schemas`. They refer to each other by `json::reference`.
json::Schema inbox_schemas();

/// The members `rev`, `unread`, `unseen` and `cursor` for the schema of an object that has them among others.
void put_state_members(json::Schema& object);

/// The content of a notification, with neither `rev` nor `announcement`.
json::Schema content_schema();

/// `{"channels": [..]}` of an answer.
json::Schema channels_schema();

}  // namespace belfry::wire
