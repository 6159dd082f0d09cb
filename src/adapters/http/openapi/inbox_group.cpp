#include "adapters/http/openapi/groups.hpp"
#include "adapters/http/openapi/parameters.hpp"
#include "wire/inbox_json.hpp"
#include "wire/inbox_schema.hpp"

namespace belfry::http::openapi {
namespace {

using json::Presence;
using json::put_member;
using json::reference;
using json::Schema;

constexpr std::string_view kTag = "inbox";

constexpr std::string_view kState = R"({"rev":45,"unread":0,"unseen":0,"cursor":"1a2b3c4d.45.7"})";

Schema history_schema() {
  Schema page;
  put_member(page, "items", json::array_of(reference("InboxItem")));
  put_member(page, "nextCursor", json::text_like("^p[0-9]+\\.[0-9]+$"), Presence::optional);
  wire::put_state_members(page);
  return page;
}

Schema changes_schema() {
  Schema page;
  put_member(page, "changes", json::array_of(reference("Change")));
  wire::put_state_members(page);
  put_member(page, "hasMore", {{"type", "boolean"}});
  return page;
}

std::vector<Header> tagged() {
  return {entity_tag("The position of the log, quoted."), {"Cache-Control", "`private, no-cache`"}};
}

Answer unchanged() {
  return {.status = 304, .description = "The log has not moved since that ETag.", .headers = tagged()};
}

Operation history() {
  return {.method = Method::get,
          .path = "/notifications",
          .id = "listNotifications",
          .tag = kTag,
          .summary = "The inbox, newest first",
          .description =
              "Announcements stand among the others by their time. A page with a filter may be shorter "
              "than `limit` and still have a `nextCursor`.",
          .caller = Caller::user,
          .parameters = {limit(),
                         {.name = "cursor",
                          .description = "The `nextCursor` of the page before.",
                          .schema = json::text_like("^p[0-9]+\\.[0-9]+$")},
                         {.name = "unread", .description = "Only what is unread.", .schema = {{"type", "boolean"}}},
                         {.name = "type", .description = "Only this type.", .schema = json::text_like("^[a-z0-9_]+$")},
                         {.name = "channel",
                          .description = "Only this channel.",
                          .schema = json::text_like("^[a-z0-9][a-z0-9_.:-]{0,63}$")},
                         if_none_match()},
          .answers = {{.description = "A page, with counts and cursor of the same moment.",
                       .schema = reference("HistoryPage"),
                       .example = R"({"items":[{"id":"01a1fb67-1bde-7d40-8a6b-0123456789ab","type":"new_like",
                         "title":"Grace likes your board","createdAt":1795219200990,"rev":43,"userId":"ada"}],
                         "nextCursor":"p43.7","rev":44,"unread":3,"unseen":2,"cursor":"1a2b3c4d.44.7"})",
                       .headers = tagged()},
                      unchanged()},
          .errors = {ErrorCode::validation_failed, ErrorCode::overloaded, ErrorCode::store_unavailable}};
}

Operation changes() {
  return {.method = Method::get,
          .path = "/notifications/changes",
          .id = "listChanges",
          .tag = kTag,
          .summary = "The log after a position",
          .description = "At most 200 changes a page. While `hasMore` is true, ask again from the `cursor`.",
          .caller = Caller::user,
          .parameters = {{.name = "since",
                          .description = "What the caller has already.",
                          .schema = reference("Cursor"),
                          .required = true},
                         if_none_match()},
          .answers = {{.description = "The changes, in order.",
                       .schema = reference("ChangesPage"),
                       .example = R"({"changes":[{"rev":44,"at":1795219201998,"op":"read",
                         "notificationId":"01a1fb67-1bde-7d40-8a6b-0123456789ab"}],
                         "rev":44,"unread":3,"unseen":2,"cursor":"1a2b3c4d.44.7","hasMore":false})",
                       .headers = tagged()},
                      unchanged()},
          .errors = {ErrorCode::validation_failed, ErrorCode::resync_required, ErrorCode::overloaded,
                     ErrorCode::store_unavailable}};
}

/// What all the changes of an inbox have in common.
Operation change(std::string_view path, std::string_view id, std::string_view summary) {
  return {.method = Method::post,
          .path = path,
          .id = id,
          .tag = kTag,
          .summary = summary,
          .description = "Repeating is harmless. The user's open connections are told.",
          .caller = Caller::user,
          .answers = {{.description = "The inbox after it.", .schema = reference("InboxState"), .example = kState}},
          .errors = {ErrorCode::overloaded, ErrorCode::store_unavailable}};
}

Operation read() {
  Operation made = change("/notifications/{id}/read", "readNotification", "Read one");
  made.parameters = {notification_id()};
  made.body = RequestBody{.schema = {{"type", "object"}}, .example = "{}"};
  made.errors.push_back(ErrorCode::notification_not_found);
  return made;
}

Operation marked(std::string_view path, std::string_view id, std::string_view summary, Schema body) {
  Operation made = change(path, id, summary);
  made.body = RequestBody{.schema = std::move(body), .example = R"({"upTo":"1a2b3c4d.44.7"})"};
  made.errors.insert(made.errors.end(), {ErrorCode::validation_failed, ErrorCode::resync_required});
  return made;
}

Operation remove() {
  Operation made = change("/notifications/{id}", "deleteNotification", "Delete one");
  made.method = Method::delete_;
  made.parameters = {notification_id()};
  made.answers = {{.status = 204, .description = "It has left the inbox."}};
  made.errors.push_back(ErrorCode::notification_not_found);
  return made;
}

}  // namespace

Group inbox_group() {
  return {.operations = {history(), changes(), read(),
                         marked("/notifications/read-all", "readAllNotifications",
                                "Read everything, or up to a position", wire::read_all_body_schema()),
                         marked("/notifications/seen", "seeNotifications", "The user looked at the list",
                                wire::seen_body_schema()),
                         remove()},
          .schemas = {{"HistoryPage", history_schema()}, {"ChangesPage", changes_schema()}}};
}

}  // namespace belfry::http::openapi
