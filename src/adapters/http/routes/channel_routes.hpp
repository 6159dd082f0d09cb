#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "app/subscribe.hpp"

namespace belfry::http {

/// `GET /channels`, `PUT` and `DELETE /channels/{name}` for users (product 2.8). Outlives the server that routes to it.
class ChannelRoutes {
 public:
  ChannelRoutes(RequestAuth& auth, app::Subscribe& subscriptions) : auth_(auth), subscriptions_(subscriptions) {}

  void add_to(Router& router);

 private:
  Task<Result<Response>> list(UserId user);
  Task<Result<Response>> subscribe(Identity caller, const Request& request);
  Task<Result<Response>> unsubscribe(UserId user, const Request& request);

  RequestAuth& auth_;
  app::Subscribe& subscriptions_;
};

/// What a user JWT allows beyond what everybody may.
ChannelRights rights_of(const Identity& identity);

}  // namespace belfry::http
