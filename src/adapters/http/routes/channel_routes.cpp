#include "adapters/http/routes/channel_routes.hpp"

#include "adapters/http/routes/guarded.hpp"
#include "domain/scope.hpp"
#include "wire/channels_json.hpp"

#include <utility>

namespace belfry::http {
namespace {

Result<Response> answer(const Result<std::vector<std::string>>& channels) {
  if (!channels) {
    return fail(channels.error());
  }
  return Response::json(200, wire::channels_body(*channels)).with("Cache-Control", "private, no-cache");
}

/// The name stands in the path: the pointer is that of the parameter, not of a place in a body.
Result<std::vector<std::string>> at_name(Result<std::vector<std::string>> channels) {
  if (!channels) {
    for (FieldError& fault : channels.error().fields) {
      fault.pointer = "/name";
    }
  }
  return channels;
}

}  // namespace

ChannelRights rights_of(const Identity& identity) {
  return {.credential = ChannelRights::Credential::user_jwt,
          .admin = identity.has_scope(kAdminJwtScope),
          .list_claims = identity.list_claims,
          .allowed_channels = std::nullopt};
}

void ChannelRoutes::add_to(Router& router) {
  const auto listing = [this](UserId user, const Request&) {
    return list(std::move(user));
  };
  const auto subscribing = [this](Identity caller, const Request& request) {
    return subscribe(std::move(caller), request);
  };
  const auto unsubscribing = [this](UserId user, const Request& request) {
    return unsubscribe(std::move(user), request);
  };
  router.add(Method::get, "/channels", Body::none, for_user(auth_, listing));
  router.add(Method::put, "/channels/{name}", Body::none, for_identity(auth_, subscribing));
  router.add(Method::delete_, "/channels/{name}", Body::none, for_user(auth_, unsubscribing));
}

Task<Result<Response>> ChannelRoutes::list(UserId user) {
  const auto channels = co_await subscriptions_.list(std::move(user));
  co_return answer(channels);
}

Task<Result<Response>> ChannelRoutes::subscribe(Identity caller, const Request& request) {
  ChannelRights rights = rights_of(caller);
  std::vector<std::string> names{request.parameter("name")};
  auto channels = co_await subscriptions_.subscribe(std::move(caller.user), std::move(rights), std::move(names));
  co_return answer(at_name(std::move(channels)));
}

Task<Result<Response>> ChannelRoutes::unsubscribe(UserId user, const Request& request) {
  std::vector<std::string> names{request.parameter("name")};
  auto channels = co_await subscriptions_.unsubscribe(std::move(user), std::move(names));
  co_return answer(at_name(std::move(channels)));
}

}  // namespace belfry::http
