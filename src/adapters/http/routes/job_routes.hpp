#pragma once

#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "app/jobs.hpp"

#include <string>

namespace belfry::http {

/// A user's own jobs: listed, looked at and cancelled (product 4.3). Outlives the server that routes to it.
class JobRoutes {
 public:
  JobRoutes(RequestAuth& auth, app::Jobs& jobs) : auth_(auth), jobs_(jobs) {}

  void add_to(Router& router);

 private:
  Task<Result<Response>> list(UserId user, const Request& request);
  Task<Result<Response>> show(UserId user, JobId id);
  Task<Result<Response>> cancel(UserId user, JobId id);

  RequestAuth& auth_;
  app::Jobs& jobs_;
};

}  // namespace belfry::http
