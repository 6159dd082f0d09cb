#include "adapters/http/openapi/groups.hpp"

namespace belfry::http::openapi {
namespace {

Operation handshake(std::string_view path, std::string_view id) {
  return {.method = Method::get,
          .path = path,
          .id = id,
          .tag = "sockets",
          .summary = "A WebSocket handshake; /asyncapi.json says what is spoken then",
          .description =
              "The credential comes as `?token=`, as the subprotocol entry `bearer.<credential>`, or as "
              "`Authorization: Bearer`. Browsers should use the second: a query string is logged by proxies.",
          .caller = Caller::handshake,
          .parameters = {{.name = "since",
                          .description = "Resume after this position.",
                          .schema = json::reference("Cursor")},
                         {.name = "ack",
                          .description = "`1`: this client acknowledges what it gets.",
                          .schema = {{"type", "string"}, {"enum", {"0", "1"}}}},
                         {.name = "Origin",
                          .in = In::header,
                          .description = "Must be on the allowlist when there is one; browsers send it.",
                          .schema = {{"type", "string"}}},
                         {.name = "Sec-WebSocket-Protocol",
                          .in = In::header,
                          .description = "The dialect, and `bearer.<credential>`.",
                          .schema = {{"type", "string"}}}},
          .answers = {{.status = 101,
                       .description = "The connection is a WebSocket now.",
                       .headers = {{"Sec-WebSocket-Protocol", "The dialect, when one was offered."}}}},
          .errors = {ErrorCode::origin_not_allowed, ErrorCode::in_app_disabled, ErrorCode::token_used,
                     ErrorCode::token_revoked, ErrorCode::too_many_connections, ErrorCode::rate_limited,
                     ErrorCode::server_full, ErrorCode::draining, ErrorCode::overloaded, ErrorCode::store_unavailable}};
}

/// The dialect of jobs has no positions and no acks.
Operation jobs_handshake() {
  Operation made = handshake("/ws/jobs", "connectToJobs");
  std::erase_if(made.parameters, [](const Parameter& one) { return one.name == "since" || one.name == "ack"; });
  made.parameters.insert(
      made.parameters.begin(),
      {.name = "job_id", .description = "A job to follow from the start; `*`: all.", .schema = {{"type", "string"}}});
  return made;
}

}  // namespace

Group socket_group() {
  return {.operations = {handshake("/ws", "connect"), handshake("/ws/notifications", "connectToNotifications"),
                         handshake("/ws/dashboard", "connectToDashboard"), jobs_handshake()}};
}

}  // namespace belfry::http::openapi
