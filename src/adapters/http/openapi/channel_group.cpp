#include "adapters/http/openapi/groups.hpp"
#include "adapters/http/openapi/parameters.hpp"
#include "wire/inbox_schema.hpp"

namespace belfry::http::openapi {
namespace {

constexpr std::string_view kTag = "channels";

Operation subscriptions(Method method, std::string_view path, std::string_view id, std::string_view summary) {
  return {.method = method,
          .path = path,
          .id = id,
          .tag = kTag,
          .summary = summary,
          .caller = Caller::user,
          .answers = {{.description = "All of the user's subscriptions now, sorted.",
                       .schema = json::reference("Channels"),
                       .example = R"({"channels":["team:7","user:ada:news"]})",
                       .headers = {{"Cache-Control", "`private, no-cache`"}}}},
          .errors = {ErrorCode::overloaded, ErrorCode::store_unavailable}};
}

}  // namespace

Group channel_group() {
  Operation list = subscriptions(Method::get, "/channels", "listChannels", "The user's subscriptions");
  Operation subscribe = subscriptions(Method::put, "/channels/{name}", "subscribe", "Subscribe");
  subscribe.description = "Repeating is harmless. The rules of `[[channels]]` decide by the JWT's claims.";
  subscribe.parameters = {channel_name()};
  subscribe.errors.insert(subscribe.errors.end(),
                          {ErrorCode::invalid_channel, ErrorCode::forbidden_channel, ErrorCode::validation_failed});
  Operation unsubscribe = subscriptions(Method::delete_, "/channels/{name}", "unsubscribe", "Unsubscribe");
  unsubscribe.description = "Repeating is harmless.";
  unsubscribe.parameters = {channel_name()};
  unsubscribe.errors.push_back(ErrorCode::invalid_channel);
  return {.operations = {std::move(list), std::move(subscribe), std::move(unsubscribe)},
          .schemas = {{"Channels", wire::channels_schema()}}};
}

}  // namespace belfry::http::openapi
