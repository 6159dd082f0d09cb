#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "app/announce.hpp"
#include "ports/clock.hpp"

namespace belfry::http {

/// `PATCH` and `DELETE /announcements/{id}` for services (product 2.3). Outlives the server that routes to it.
class AnnouncementRoutes {
 public:
  AnnouncementRoutes(RequestAuth& auth, app::Announce& announcements, const Clock& clock)
      : auth_(auth), announcements_(announcements), clock_(clock) {}

  void add_to(Router& router);

 private:
  Task<Result<Response>> edit(const Request& request);
  Task<Result<Response>> recall(const Request& request);

  RequestAuth& auth_;
  app::Announce& announcements_;
  const Clock& clock_;
};

}  // namespace belfry::http
