#include "adapters/http/openapi/groups.hpp"
#include "adapters/http/openapi/parameters.hpp"
#include "domain/decisions.hpp"
#include "json/message.hpp"
#include "ports/delivery_reports.hpp"

#include <array>

namespace belfry::http::openapi {
namespace {

using json::Presence;
using json::put_member;
using json::reference;
using json::Schema;

template <class T>
Schema of() {
  return json::schema<T>(json::UnknownMembers::ignore);
}

Schema decision() {
  std::vector<std::string_view> names;
  for (const Decision decision : kDecisions) {
    names.push_back(name_of(decision));
  }
  return json::choice(names);
}

Schema whereabouts() {
  std::vector<std::string_view> names;
  for (const Whereabouts where : {Whereabouts::inbox, Whereabouts::suppressed, Whereabouts::replaced,
                                  Whereabouts::removed, Whereabouts::expired}) {
    names.push_back(name_of(where));
  }
  return json::choice(names);
}

Schema connection_schema() {
  Schema schema;
  put_member(schema, "connectionId", of<std::string>(), Presence::optional);
  put_member(schema, "sentAt", of<Instant>());
  put_member(schema, "ackedAt", of<Instant>(), Presence::optional);
  put_member(schema, "repeats", of<std::uint32_t>(), Presence::optional);
  return schema;
}

Schema user_schema() {
  Schema schema;
  put_member(schema, "userId", of<std::string>());
  put_member(schema, "decidedAt", of<Instant>());
  put_member(schema, "state", json::described(whereabouts(), "Where it stands in the user's inbox now."));
  put_member(schema, "rev", of<Rev>(), Presence::optional);
  put_member(schema, "silent", json::described(of<bool>(), "It came during the user's quiet hours."),
             Presence::optional);
  for (const ChannelKind kind : kChannelKinds) {
    put_member(schema, name_of(kind), decision());
  }
  put_member(schema, "deliveredAt", of<Instant>(), Presence::optional);
  put_member(schema, "readAt", of<Instant>(), Presence::optional);
  put_member(schema, "connections",
             json::described(json::array_of(reference("ConnectionTrace")),
                             "Of this node, as far as it remembers: a bounded trace in memory."));
  return schema;
}

Schema report_schema() {
  constexpr std::array<std::string_view, 3> kTargets = {"users", "channel", "all"};
  Schema schema;
  put_member(schema, "id", of<Uuid>());
  put_member(schema, "type", of<std::string>(), Presence::optional);
  put_member(schema, "target", json::choice(kTargets));
  put_member(schema, "waiting",
             json::described(of<std::uint64_t>(), "Subscribers of the channel whose turn has not come yet."),
             Presence::optional);
  put_member(schema, "users", json::array_of(reference("UserDelivery")));
  put_member(schema, "nextCursor", of<std::string>(), Presence::optional);
  return schema;
}

}  // namespace

Group delivery_group() {
  Operation explain{
      .method = Method::get,
      .path = "/notifications/{id}/delivery",
      .id = "explainDelivery",
      .tag = "publishing",
      .summary = "Why did this user get it, or not?",
      .description =
          "What was decided for each channel kind and why, which connections it went to, and when it was "
          "acknowledged. Kept for `notifications.log_days`.",
      .caller = Caller::service,
      .scope = Scope::publish,
      .parameters = {notification_id(),
                     {.name = "userId", .description = "Only this user.", .schema = of<std::string>()},
                     {.name = "cursor",
                      .description = "The `nextCursor` of the page before.",
                      .schema = of<std::string>()},
                     limit()},
      .answers = {{.description = "A page of the users, by id.",
                   .schema = reference("DeliveryReport"),
                   .example = R"({"id":"01a1fb67-1bde-7d40-8a6b-0123456789ab","type":"new_like","target":"users",
                     "users":[{"userId":"ada","decidedAt":1795219200990,"state":"inbox","rev":43,"inApp":"deliver",
                     "email":"type_disabled","push":"deliver","deliveredAt":1795219201100,
                     "connections":[{"connectionId":"conn_1795219200123_k3v9","sentAt":1795219200992,
                     "ackedAt":1795219201100}]}]})"}},
      .errors = {ErrorCode::notification_not_found, ErrorCode::validation_failed, ErrorCode::overloaded,
                 ErrorCode::store_unavailable}};
  return {.operations = {std::move(explain)},
          .schemas = {{"DeliveryReport", report_schema()},
                      {"UserDelivery", user_schema()},
                      {"ConnectionTrace", connection_schema()}}};
}

}  // namespace belfry::http::openapi
