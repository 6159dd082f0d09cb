#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "app/publish.hpp"
#include "domain/notification_types.hpp"
#include "ports/clock.hpp"

namespace belfry::http {

/// `POST /notifications` for services (product 2.3). Outlives the server that routes to it.
class PublishRoutes {
 public:
  PublishRoutes(RequestAuth& auth, app::Publish& publish, const NotificationTypes& types, const Clock& clock)
      : auth_(auth), publish_(publish), types_(types), clock_(clock) {}

  void add_to(Router& router);

 private:
  Task<Result<Response>> publish(std::string caller, const Request& request);

  RequestAuth& auth_;
  app::Publish& publish_;
  const NotificationTypes& types_;
  const Clock& clock_;
};

}  // namespace belfry::http
