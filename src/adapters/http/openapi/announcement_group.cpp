#include "adapters/http/openapi/groups.hpp"
#include "adapters/http/openapi/parameters.hpp"
#include "wire/announcement_json.hpp"

namespace belfry::http::openapi {
namespace {

constexpr std::string_view kPath = "/announcements/{id}";
constexpr std::string_view kTag = "publishing";

}  // namespace

Group announcement_group() {
  Operation edit{
      .method = Method::patch,
      .path = kPath,
      .id = "editAnnouncement",
      .tag = kTag,
      .summary = "Change what an announcement says",
      .description = "A JSON merge patch (RFC 7396). Everybody who sees it is told; who read it has read it.",
      .caller = Caller::service,
      .scope = Scope::publish,
      .parameters = {notification_id()},
      .body = RequestBody{.schema = json::reference("AnnouncementPatch"),
                          .example = R"({"title":"Maintenance moved to Sunday","expiresAt":1795305600990})",
                          .media = {"application/merge-patch+json", "application/json"}},
      .answers = {{.description = "The announcement as it is now, under the number of this change.",
                   .schema = json::reference("Announcement"),
                   .example = R"({"id":"01a1fb67-1bde-7d40-8a6b-0123456789ab","type":"maintenance_scheduled",
                     "title":"Maintenance moved to Sunday","createdAt":1795219200990,"expiresAt":1795305600990,
                     "announcement":8})"}},
      .errors = {ErrorCode::notification_not_found, ErrorCode::validation_failed, ErrorCode::payload_too_large,
                 ErrorCode::overloaded, ErrorCode::store_unavailable}};
  Operation recall{.method = Method::delete_,
                   .path = kPath,
                   .id = "recallAnnouncement",
                   .tag = kTag,
                   .summary = "Take an announcement back",
                   .caller = Caller::service,
                   .scope = Scope::publish,
                   .parameters = {notification_id()},
                   .answers = {{.status = 204, .description = "It has left every inbox."}},
                   .errors = {ErrorCode::notification_not_found, ErrorCode::overloaded, ErrorCode::store_unavailable}};
  return {.operations = {std::move(edit), std::move(recall)},
          .schemas = {{"AnnouncementPatch", wire::announcement_patch_schema()}}};
}

}  // namespace belfry::http::openapi
