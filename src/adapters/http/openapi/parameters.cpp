#include "adapters/http/openapi/parameters.hpp"

#include "domain/publish_rules.hpp"

namespace belfry::http::openapi {

Parameter notification_id() {
  return {.name = "id",
          .in = In::path,
          .description = "The notification's id.",
          .schema = {{"type", "string"}, {"format", "uuid"}},
          .required = true};
}

Parameter user_id() {
  return {.name = "id",
          .in = In::path,
          .description = "The user's id, percent-encoded where it has a slash or a question mark.",
          .schema = {{"type", "string"}, {"minLength", 1}, {"maxLength", limits::kUserIdBytes}},
          .required = true};
}

Parameter channel_name() {
  return {.name = "name",
          .in = In::path,
          .description = "The channel's name.",
          .schema = json::text_like("^[a-z0-9][a-z0-9_.:-]{0,63}$"),
          .required = true};
}

Parameter limit() {
  return {.name = "limit",
          .in = In::query,
          .description = "Items of a page.",
          .schema = {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}, {"default", 50}}};
}

Parameter idempotency_key() {
  return {.name = "Idempotency-Key",
          .in = In::header,
          .description = "Makes the request repeatable for 24 h: the same key and bytes get the first answer again.",
          .schema = json::text_like("^[!-~]{1,255}$")};
}

Parameter if_none_match() {
  return {.name = "If-None-Match",
          .in = In::header,
          .description = "The ETag of what the caller has.",
          .schema = {{"type", "string"}}};
}

Header entity_tag(std::string_view description) { return {"ETag", description}; }

}  // namespace belfry::http::openapi
