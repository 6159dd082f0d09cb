#include "adapters/http/openapi/groups.hpp"
#include "adapters/http/openapi/parameters.hpp"
#include "domain/decisions.hpp"
#include "json/message.hpp"
#include "ports/outbox_store.hpp"
#include "wire/inbox_schema.hpp"

#include <array>
#include <string>

namespace belfry::http::openapi {
namespace {

using json::Presence;
using json::put_member;
using json::reference;
using json::Schema;

constexpr std::string_view kTag = "outbox";

template <class T>
Schema of() {
  return json::schema<T>(json::UnknownMembers::ignore);
}

Schema event_id() { return json::text_like("^evt_[0-9]+$"); }

Schema status_schema() {
  Schema schema;
  put_member(schema, "waiting", of<std::uint64_t>());
  put_member(schema, "dead", of<std::uint64_t>());
  put_member(schema, "oldest", json::described(of<Instant>(), "Of what waits: when it happened."), Presence::optional);
  return schema;
}

Schema dead_schema() {
  constexpr std::array kTypes = {name_of(OutboxKind::decided), name_of(OutboxKind::delivered)};
  std::vector<std::string_view> decisions;
  for (const Decision decision : kDecisions) {
    decisions.push_back(name_of(decision));
  }
  Schema channels;
  put_member(channels, name_of(ChannelKind::email), json::choice(decisions));
  put_member(channels, name_of(ChannelKind::push), json::choice(decisions));
  Schema schema;
  put_member(schema, "id", event_id());
  put_member(schema, "type", json::choice(kTypes));
  put_member(schema, "at", of<Instant>());
  put_member(schema, "userId", of<std::string>(), Presence::optional);
  put_member(schema, "audience", json::constant("all"), Presence::optional);
  put_member(schema, "notificationId", of<Uuid>());
  put_member(schema, "channels", std::move(channels), Presence::optional);
  put_member(schema, "notification", wire::content_schema(), Presence::optional);
  put_member(schema, "attempts", of<std::uint32_t>());
  put_member(schema, "lastError", of<std::string>(), Presence::optional);
  return schema;
}

Schema page_schema() {
  Schema schema;
  put_member(schema, "items", json::array_of(reference("DeadEvent")));
  put_member(schema, "nextAfter", json::described(event_id(), "There is more: the `after` of the next page."),
             Presence::optional);
  return schema;
}

Operation admin(Method method, std::string_view path, std::string_view id, std::string_view summary) {
  return {.method = method,
          .path = path,
          .id = id,
          .tag = kTag,
          .summary = summary,
          .caller = Caller::service,
          .scope = Scope::admin,
          .errors = {ErrorCode::overloaded, ErrorCode::store_unavailable}};
}

Operation status() {
  Operation made = admin(Method::get, "/outbox", "outboxStatus", "What waits for other services, and what is dead");
  made.answers = {{.description = "Numbers of events.",
                   .schema = reference("OutboxStatus"),
                   .example = R"({"waiting":3,"dead":1,"oldest":1795219200990})"}};
  return made;
}

Operation list() {
  Operation made = admin(Method::get, "/outbox/dead", "listDeadEvents", "The events that were given up, oldest first");
  made.parameters = {{.name = "after", .description = "Those behind this one.", .schema = event_id()}, limit()};
  made.answers = {{.description = "A page of them.",
                   .schema = reference("DeadEvents"),
                   .example = R"({"items":[{"id":"evt_17","type":"notification.decided","at":1795219200990,
                     "userId":"ada","notificationId":"01a1fb67-1bde-7d40-8a6b-0123456789ab",
                     "channels":{"email":"deliver","push":"disabled"},"attempts":10,"lastError":"status 500"}]})"}};
  made.errors.push_back(ErrorCode::validation_failed);
  return made;
}

Operation retry() {
  Operation made = admin(Method::post, "/outbox/retry", "retryDeadEvents", "Send the dead again");
  Schema body;
  Schema ids = json::array_of(event_id());
  ids["minItems"] = 1;
  ids["maxItems"] = 1'000;
  put_member(body, "ids", json::described(std::move(ids), "Absent: all."), Presence::optional);
  body["additionalProperties"] = false;
  Schema answer;
  put_member(answer, "retried", json::described(of<std::uint64_t>(), "How many wait again."));
  made.body = RequestBody{.schema = std::move(body), .example = R"({"ids":["evt_17"]})"};
  made.answers = {{.description = "They are due now, with no attempt counted.",
                   .schema = std::move(answer),
                   .example = R"({"retried":1})"}};
  made.errors.push_back(ErrorCode::validation_failed);
  return made;
}

}  // namespace

Group outbox_group() {
  return {.operations = {status(), list(), retry()},
          .schemas = {{"OutboxStatus", status_schema()}, {"DeadEvent", dead_schema()}, {"DeadEvents", page_schema()}}};
}

}  // namespace belfry::http::openapi
