#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "ports/outbox_store.hpp"

#include <functional>

namespace belfry::http {

/// `GET /outbox`, `GET /outbox/dead` and `POST /outbox/retry` for administrators (docs/outbox.md). Outlives the server
/// that routes to it.
class OutboxRoutes {
 public:
  /// `kick` tells the sender that something is due.
  OutboxRoutes(RequestAuth& auth, OutboxStore& store, std::function<void()> kick)
      : auth_(auth), store_(store), kick_(std::move(kick)) {}

  void add_to(Router& router);

 private:
  Task<Result<Response>> status();
  Task<Result<Response>> dead(const Request& request);
  Task<Result<Response>> retry(const Request& request);

  RequestAuth& auth_;
  OutboxStore& store_;
  std::function<void()> kick_;
};

}  // namespace belfry::http
