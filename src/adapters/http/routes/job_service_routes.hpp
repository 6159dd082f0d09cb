#pragma once

#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "app/jobs.hpp"

#include <string>

namespace belfry::http {

/// Jobs for the services that do the work (product 4.2). Outlives the server that routes to it.
class JobServiceRoutes {
 public:
  JobServiceRoutes(RequestAuth& auth, app::Jobs& jobs) : auth_(auth), jobs_(jobs) {}

  void add_to(Router& router);

 private:
  Task<Result<Response>> create(const std::string& caller, const Request& request);
  Task<Result<Response>> progress(const Request& request);
  Task<Result<Response>> complete_stage(const Request& request);
  Task<Result<Response>> complete(const Request& request);
  Task<Result<Response>> fail_job(const Request& request);
  Task<Result<Response>> cancel_requested(const Request& request);

  RequestAuth& auth_;
  app::Jobs& jobs_;
};

}  // namespace belfry::http
