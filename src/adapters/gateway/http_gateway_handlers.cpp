#include "adapters/gateway/http_gateway_handlers.hpp"

#include "adapters/gateway/message_members.hpp"
#include "base/log.hpp"
#include "base/random.hpp"

#include <memory>
#include <utility>

namespace belfry::gateway {
namespace {

constexpr std::string_view kConnect = "$connect";
constexpr std::string_view kDisconnect = "$disconnect";
constexpr std::string_view kDefault = "$default";

/// For each call that may run, so many may wait: handlers that hang must not pile up the world.
constexpr std::size_t kWaitingPerCall = 16;

/// 15 characters and `=`, as API Gateway's ids are.
std::string new_id() { return random_text(15) + '='; }

http_client::PostSettings post_settings(std::chrono::milliseconds timeout, const std::string& user_agent) {
  return {.timeout = timeout,
          .user_agent = user_agent,
          .max_answer_bytes = HttpGatewayHandlers::kMaxReplyBytes,
          .answer_header = "X-Amz-Function-Error"};
}

void log_failure(const EventContext& context, const GatewayConnection& connection, std::string_view why) {
  log::warning("gateway:failed", {{"routeKey", context.route_key},
                                  {"connectionId", connection.id},
                                  {"requestId", context.request_id},
                                  {"error", why}});
}

}  // namespace

HttpGatewayHandlers::HttpGatewayHandlers(Settings settings, const Clock& clock)
    : settings_(std::move(settings)),
      clock_(clock),
      lane_({.name = "gateway",
             .threads = settings_.concurrency,
             .queue_limit = settings_.concurrency * kWaitingPerCall}) {
  for (std::size_t i = 0; i < settings_.concurrency; ++i) {
    clients_.add(
        std::make_unique<http_client::HttpPost>(post_settings(settings_.timeout, settings_.user_agent), giving_up_));
  }
}

const Integration* HttpGatewayHandlers::integration(std::string_view route_key) const {
  const auto found = settings_.integrations.find(route_key);
  return found == settings_.integrations.end() ? nullptr : &found->second;
}

EventContext HttpGatewayHandlers::context_for(std::string_view route_key) const {
  return {.stage = settings_.stage, .route_key = std::string(route_key), .request_id = new_id(), .at = clock_.now()};
}

Result<HttpGatewayHandlers::Outcome> HttpGatewayHandlers::post(const Integration& integration,
                                                               const EventContext& context,
                                                               const GatewayConnection& connection,
                                                               const std::string& event, Deadline deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - clock_.steady_now());
  if (left.count() <= 0) {
    log_failure(context, connection, "no thread was free in time");
    return Outcome(std::unexpected(Failure{Failure::Why::timeout}));
  }
  const auto client = clients_.take();
  const auto answer = client->post(integration.url, {"Content-Type: application/json", "Expect:"}, event, left);
  if (!answer) {
    log_failure(context, connection, answer.error().detail);
    const bool late = answer.error().why == http_client::PostFailure::Why::timeout;
    return Outcome(std::unexpected(Failure{late ? Failure::Why::timeout : Failure::Why::failed}));
  }
  auto reply = read_reply(*answer, integration.contract);
  if (!reply) {
    log_failure(context, connection, reply.error());
    return Outcome(std::unexpected(Failure{Failure::Why::failed}));
  }
  log::debug("gateway:handled", {{"routeKey", context.route_key},
                                 {"connectionId", connection.id},
                                 {"requestId", context.request_id},
                                 {"status", reply->status}});
  return Outcome(std::move(*reply));
}

Task<HttpGatewayHandlers::Outcome> HttpGatewayHandlers::call(const Integration& integration, EventContext context,
                                                             GatewayConnectionPtr connection, std::string event) {
  const CallCount::Call counted(under_way_);
  const Deadline deadline = clock_.steady_now() + settings_.timeout;
  auto job = [this, &integration, context, connection, held = std::move(event), deadline] {
    return post(integration, context, *connection, held, deadline);
  };
  auto posted = lane_.run(std::move(job));
  auto outcome = co_await std::move(posted);
  if (!outcome) {
    log_failure(context, *connection, outcome.error().detail);
    co_return std::unexpected(Failure{Failure::Why::overloaded});
  }
  co_return std::move(*outcome);
}

Task<GatewayVerdict> HttpGatewayHandlers::connect(GatewayConnectionPtr connection, GatewayHandshake handshake) {
  const Integration* handler = integration(kConnect);
  if (handler == nullptr) {
    co_return GatewayVerdict{};
  }
  EventContext context = context_for(kConnect);
  std::string event = connect_event(context, *connection, handshake, settings_.forwarded);
  auto outcome = co_await call(*handler, std::move(context), connection, std::move(event));
  if (outcome) {
    co_return GatewayVerdict{.status = outcome->status, .subprotocol = std::move(outcome->subprotocol)};
  }
  switch (outcome.error().why) {
    case Failure::Why::failed: co_return GatewayVerdict{.status = 502};
    case Failure::Why::timeout: co_return GatewayVerdict{.status = 504};
    case Failure::Why::overloaded: co_return GatewayVerdict{.status = 503};
  }
  std::unreachable();
}

Task<std::string> HttpGatewayHandlers::message(GatewayConnectionPtr connection, std::string text) {
  std::string key = route_key_of(settings_.selection, text).value_or(std::string(kDefault));
  const Integration* handler = key == kConnect || key == kDisconnect ? nullptr : integration(key);
  if (handler == nullptr) {
    key = kDefault;
    handler = integration(kDefault);
  }
  EventContext context = context_for(key);
  const std::string request_id = context.request_id;
  if (handler == nullptr) {
    co_return gateway_frame("Forbidden", *connection, request_id);
  }
  std::string event = message_event(context, *connection, new_id(), text);
  auto outcome = co_await call(*handler, std::move(context), connection, std::move(event));
  if (!outcome) {
    co_return gateway_frame("Internal server error", *connection, request_id);
  }
  co_return handler->two_way && outcome->body ? std::move(*outcome->body) : std::string();
}

std::string HttpGatewayHandlers::throttled(const GatewayConnection& connection) const {
  return gateway_frame("Too Many Requests", connection, new_id());
}

Task<void> HttpGatewayHandlers::disconnect(GatewayConnectionPtr connection, GatewayEnd end) {
  const Integration* handler = integration(kDisconnect);
  if (handler == nullptr) {
    co_return;
  }
  EventContext context = context_for(kDisconnect);
  std::string event = disconnect_event(context, *connection, end);
  // What came of it is in the log; nobody waits for it.
  co_await call(*handler, std::move(context), connection, std::move(event));
}

}  // namespace belfry::gateway
