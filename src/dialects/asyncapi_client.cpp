#include "dialects/asyncapi_client.hpp"

#include "dialects/notifications_payloads.hpp"

namespace belfry::asyncapi {
namespace {

using json::Schema;

/// Unknown members are ignored in what a client sends.
template <class Payload>
Schema of() {
  return json::schema<Payload>(json::UnknownMembers::ignore);
}

Schema target() {
  Schema schema = of<notifications::TargetPayload>();
  schema["oneOf"] = {{{"required", {"notificationId"}}}, {{"required", {"upTo"}}}};
  return schema;
}

}  // namespace

std::vector<Message> client_messages() {
  return {
      from_client("ping", "Is anybody there?", {{"type", "object"}},
                  R"({"id":"4f0c1b2a-0000-4000-8000-000000000001","type":"ping","payload":{}})", {"pong"}),
      from_client("subscribe", "Subscribe the user to channels: all of them, or none and an error.",
                  of<notifications::ChannelsPayload>(),
                  R"({"id":"4f0c1b2a-0000-4000-8000-000000000002","type":"subscribe",
                      "payload":{"channels":["team:7"]}})",
                  {"subscribed", "error"}),
      from_client("unsubscribe", "Unsubscribe the user from channels.", of<notifications::ChannelsPayload>(),
                  R"({"id":"4f0c1b2a-0000-4000-8000-000000000003","type":"unsubscribe",
                      "payload":{"channels":["team:7"]}})",
                  {"unsubscribed", "error"}),
      from_client("notification:ack", "Received: one notification, or everything up to a position. No answer.",
                  target(),
                  R"({"id":"4f0c1b2a-0000-4000-8000-000000000004","type":"notification:ack",
                      "payload":{"upTo":"1a2b3c4d.42.5"}})",
                  {}),
      from_client("notification:read", "Read by the user; the change comes back to every connection.", target(),
                  R"({"id":"4f0c1b2a-0000-4000-8000-000000000005","type":"notification:read",
                      "payload":{"notificationId":"01a1fb67-1bde-7d40-8a6b-0123456789ab"}})",
                  {"inbox", "error"}),
      from_client("sync", "Tell me everything after this position again.", of<notifications::SyncPayload>(),
                  R"({"id":"4f0c1b2a-0000-4000-8000-000000000006","type":"sync",
                      "payload":{"since":"1a2b3c4d.40.5"}})",
                  {"notification", "inbox", "resync_required"}),
  };
}

}  // namespace belfry::asyncapi
