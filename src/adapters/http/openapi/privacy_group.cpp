#include "adapters/http/openapi/groups.hpp"
#include "adapters/http/openapi/parameters.hpp"

namespace belfry::http::openapi {
namespace {

constexpr std::string_view kTag = "privacy";

}  // namespace

Group privacy_group() {
  Operation export_user{
      .method = Method::get,
      .path = "/users/{id}/export",
      .id = "exportUser",
      .tag = kTag,
      .summary = "Everything that is kept about a user",
      .description =
          "One JSON object a line, each with a `kind`. Written as it is read: the status is "
          "sent before the end is known; a whole export ends with the line of kind `end`.",
      .caller = Caller::service,
      .scope = Scope::users,
      .parameters = {user_id()},
      .answers = {{.description = "JSON lines.", .schema = {{"type", "string"}}, .media = "application/x-ndjson"}},
      .errors = {ErrorCode::validation_failed, ErrorCode::overloaded, ErrorCode::store_unavailable}};
  Operation erase{.method = Method::delete_,
                  .path = "/users/{id}",
                  .id = "eraseUser",
                  .tag = kTag,
                  .summary = "Erase everything that is kept about a user",
                  .description =
                      "Closes the user's connections and removes inbox, log, preferences, subscriptions, keys, "
                      "decisions, outbox and jobs. Repeating is harmless, and finishes what was interrupted.",
                  .caller = Caller::service,
                  .scope = Scope::users,
                  .parameters = {user_id()},
                  .answers = {{.status = 204, .description = "Nothing of the user is left."}},
                  .errors = {ErrorCode::validation_failed, ErrorCode::overloaded, ErrorCode::store_unavailable}};
  return {.operations = {std::move(export_user), std::move(erase)}};
}

}  // namespace belfry::http::openapi
