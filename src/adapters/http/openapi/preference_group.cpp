#include "adapters/http/openapi/groups.hpp"
#include "adapters/http/openapi/parameters.hpp"
#include "domain/preferences.hpp"
#include "domain/quiet_hours.hpp"

#include <array>
#include <string>

namespace belfry::http::openapi {
namespace {

using json::Presence;
using json::put_member;
using json::reference;
using json::Schema;

constexpr std::string_view kPath = "/notifications/preferences";
constexpr std::string_view kTag = "preferences";
constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

constexpr std::string_view kExample =
    R"({"inAppEnabled":true,"emailEnabled":true,"pushEnabled":false,"preferences":{"new_like":{"email":false}},
      "mandatory":["maintenance_scheduled"],"quietHours":{"timeZone":"Europe/Berlin",
      "periods":[{"days":["mon","tue","wed","thu","fri"],"from":"22:00","to":"07:00"}]}})";

/// In a merge patch (RFC 7396) null takes a member away.
enum class Form : std::uint8_t { whole, patch };

Schema flag(Form form) {
  Schema schema;
  if (form == Form::patch) {
    schema["type"] = {"boolean", "null"};
  } else {
    schema["type"] = "boolean";
  }
  return schema;
}

Schema nullable(Schema schema, Form form) {
  return form == Form::patch ? json::one_of({std::move(schema), {{"type", "null"}}}) : std::move(schema);
}

Schema refusing_others(Schema schema, Form form) {
  if (form == Form::patch) {
    schema["additionalProperties"] = false;
  }
  return schema;
}

Schema type_schema(Form form) {
  Schema schema;
  for (const ChannelKind kind : kChannelKinds) {
    put_member(schema, name_of(kind), flag(form), Presence::optional);
  }
  return refusing_others(std::move(schema), form);
}

Schema period_schema() {
  constexpr std::string_view kTime = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
  Schema days = json::array_of(json::choice(kDays));
  days["minItems"] = 1;
  Schema schema;
  put_member(schema, "days", json::described(std::move(days), "On which the period begins."));
  put_member(schema, "from", json::text_like(kTime));
  put_member(schema, "to", json::described(json::text_like(kTime), "At or before `from`: on the following day."));
  schema["additionalProperties"] = false;
  return schema;
}

Schema quiet_hours_schema(Form form) {
  const Presence presence = form == Form::whole ? Presence::required : Presence::optional;
  Schema periods = json::array_of(reference("QuietPeriod"));
  periods["maxItems"] = QuietHours::kMaxPeriods;
  Schema schema;
  put_member(schema, "timeZone", json::described({{"type", "string"}}, "A name of the IANA time zone database."),
             presence);
  put_member(schema, "periods", std::move(periods), presence);
  return refusing_others(std::move(schema), form);
}

Schema preferences_schema(Form form, const NotificationTypes& types) {
  const Presence presence = form == Form::whole ? Presence::required : Presence::optional;
  Schema by_type{{"type", "object"}, {"additionalProperties", nullable(type_schema(form), form)}};
  if (form == Form::patch) {
    const std::vector<std::string> names = types.names();
    by_type["propertyNames"] = {{"enum", boost::json::array(names.begin(), names.end())}};
  }
  Schema schema;
  for (const char* name : {"inAppEnabled", "emailEnabled", "pushEnabled"}) {
    put_member(schema, name, flag(form), presence);
  }
  put_member(schema, "preferences", nullable(std::move(by_type), form), presence);
  if (form == Form::whole) {
    put_member(
        schema, "mandatory",
        json::described(json::array_of({{"type", "string"}}), "Types that are delivered whatever is said here."));
  }
  put_member(schema, "quietHours", nullable(quiet_hours_schema(form), form), Presence::optional);
  return refusing_others(std::move(schema), form);
}

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

}  // namespace

Group preference_group(const NotificationTypes& types) {
  return {.operations = {get(), patch()},
          .schemas = {{"Preferences", preferences_schema(Form::whole, types)},
                      {"PreferencesPatch", preferences_schema(Form::patch, types)},
                      {"QuietPeriod", period_schema()}}};
}

}  // namespace belfry::http::openapi
