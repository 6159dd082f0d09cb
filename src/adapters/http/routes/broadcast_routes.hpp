#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "app/broadcast.hpp"
#include "app/connections.hpp"

namespace belfry::http {

/// `POST /broadcast` for services (product 3.1). Outlives the server that routes to it.
class BroadcastRoutes {
 public:
  BroadcastRoutes(RequestAuth& auth, app::Broadcast& broadcast, const app::Connections& connections, const Clock& clock)
      : auth_(auth), broadcast_(broadcast), connections_(connections), clock_(clock) {}

  void add_to(Router& router);

 private:
  Task<Result<Response>> broadcast(std::string caller, const Request& request);

  RequestAuth& auth_;
  app::Broadcast& broadcast_;
  const app::Connections& connections_;
  const Clock& clock_;
};

}  // namespace belfry::http
