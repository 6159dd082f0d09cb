#include "adapters/http/openapi/groups.hpp"
#include "adapters/http/openapi/parameters.hpp"
#include "wire/preferences_json.hpp"

namespace belfry::http::openapi {
namespace {

using json::reference;

constexpr std::string_view kPath = "/notifications/preferences";
constexpr std::string_view kTag = "preferences";

constexpr std::string_view kExample =
    R"({"inAppEnabled":true,"emailEnabled":true,"pushEnabled":false,"preferences":{"new_like":{"email":false}},
      "mandatory":["maintenance_scheduled"],"quietHours":{"timeZone":"Europe/Berlin",
      "periods":[{"days":["mon","tue","wed","thu","fri"],"from":"22:00","to":"07:00"}]}})";

Answer preferences_answer() {
  return {.description = "What holds now. What was not said about a type is allowed.",
          .schema = reference("Preferences"),
          .example = kExample,
          .headers = {entity_tag("Of these preferences: for If-Match."), {"Cache-Control", "`private, no-cache`"}}};
}

Operation get() {
  return {.method = Method::get,
          .path = kPath,
          .id = "getPreferences",
          .tag = kTag,
          .summary = "What the user wants to hear",
          .caller = Caller::user,
          .parameters = {if_none_match()},
          .answers = {preferences_answer(),
                      {.status = 304, .description = "As the caller has them.", .headers = {entity_tag("As before.")}}},
          .errors = {ErrorCode::overloaded, ErrorCode::store_unavailable}};
}

Operation patch() {
  return {.method = Method::patch,
          .path = kPath,
          .id = "patchPreferences",
          .tag = kTag,
          .summary = "Change some of it",
          .description =
              "A JSON merge patch (RFC 7396): null takes away what was said. A change takes the user's next "
              "rev, so other devices see it. Nothing is changed by a patch that is refused.",
          .caller = Caller::user,
          .parameters = {{.name = "If-Match",
                          .in = In::header,
                          .description = "The ETag of what the caller has changed; otherwise 412.",
                          .schema = {{"type", "string"}}}},
          .body = RequestBody{.schema = reference("PreferencesPatch"),
                              .example = R"({"pushEnabled":false,"preferences":{"new_like":{"email":false}}})",
                              .media = {"application/merge-patch+json", "application/json"}},
          .answers = {preferences_answer()},
          .errors = {ErrorCode::precondition_failed, ErrorCode::validation_failed, ErrorCode::overloaded,
                     ErrorCode::store_unavailable}};
}

/// What a client need not know may come with a later version.
json::Schema answer_schema() {
  json::Schema schema = wire::preferences_body_schema();
  schema.erase("additionalProperties");
  return schema;
}

}  // namespace

Group preference_group() {
  return {.operations = {get(), patch()},
          .schemas = {{"Preferences", answer_schema()}, {"PreferencesPatch", wire::preferences_patch_schema()}}};
}

}  // namespace belfry::http::openapi
