#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "app/erase_user.hpp"
#include "ports/privacy_store.hpp"

namespace belfry::http {

/// `GET /users/{id}/export` and `DELETE /users/{id}` for services (docs/protocol.md, "Privacy"). Outlives the server
/// that routes to it.
class PrivacyRoutes {
 public:
  PrivacyRoutes(RequestAuth& auth, PrivacyStore& store, app::EraseUser& erase)
      : auth_(auth), store_(store), erase_(erase) {}

  void add_to(Router& router);

 private:
  Task<Result<Response>> export_user(const Request& request);
  Task<Result<Response>> erase(const Request& request);

  RequestAuth& auth_;
  PrivacyStore& store_;
  app::EraseUser& erase_;
};

}  // namespace belfry::http
