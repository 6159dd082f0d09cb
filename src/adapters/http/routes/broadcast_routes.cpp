#include "adapters/http/routes/broadcast_routes.hpp"

#include "adapters/http/routes/guarded.hpp"
#include "wire/broadcast_body.hpp"

#include <utility>

namespace belfry::http {
namespace {

/// Nothing for a connection id that is none: nobody has it.
std::optional<app::PushTarget> target_of(const wire::BroadcastDraft& draft, const app::Connections& connections) {
  if (const auto* user = std::get_if<UserId>(&draft.target)) {
    return *user;
  }
  if (const auto* connection = std::get_if<wire::ToConnection>(&draft.target)) {
    const auto key = connections.key_of(connection->connection_id);
    return key ? std::optional<app::PushTarget>(*key) : std::nullopt;
  }
  return ToEverybody{};
}

}  // namespace

void BroadcastRoutes::add_to(Router& router) {
  const auto work = [this](std::string caller, const Request& request) {
    return broadcast(std::move(caller), request);
  };
  router.add(Method::post, "/broadcast", Body::json, for_service(auth_, Scope::broadcast, work));
}

Task<Result<Response>> BroadcastRoutes::broadcast(std::string caller, const Request& request) {
  auto draft = wire::read_broadcast_body(request.body, clock_.now());
  if (!draft) {
    co_return fail(std::move(draft.error()));
  }
  const auto target = target_of(*draft, connections_);
  // A single connection that is not there is a failure of one, as it would have been a moment later.
  const bool single = std::holds_alternative<wire::ToConnection>(draft->target);
  app::PushTally tally;
  if (target) {
    messages::Broadcast message{.type = std::move(draft->type), .data = std::move(draft->data)};
    const auto sent = co_await broadcast_.send(std::move(caller), *target, std::move(message));
    if (!sent) {
      co_return fail(sent.error());
    }
    tally = *sent;
  }
  if (single && tally.succeeded == 0) {
    tally.failed = 1;
  }
  co_return Response::json(200, wire::tally_body(tally.succeeded, tally.failed));
}

}  // namespace belfry::http
