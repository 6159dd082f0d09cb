#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "app/explain.hpp"

namespace belfry::http {

/// `GET /notifications/{id}/delivery` for services: why a user did or did not get a notification. Outlives the server
/// that routes to it.
class DeliveryRoutes {
 public:
  DeliveryRoutes(RequestAuth& auth, app::Explain& explain) : auth_(auth), explain_(explain) {}

  void add_to(Router& router);

 private:
  Task<Result<Response>> report(const Request& request);

  RequestAuth& auth_;
  app::Explain& explain_;
};

}  // namespace belfry::http
