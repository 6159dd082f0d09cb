#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "ports/notification_store.hpp"

namespace belfry::http {

/// A user's own inbox over HTTP (docs/protocol.md, "User routes"): history, changes, read, read-all, seen, delete.
/// Every change goes through the log, so the user's open connections are told. Outlives the server that routes to it.
class InboxRoutes {
 public:
  InboxRoutes(RequestAuth& auth, NotificationStore& store) : auth_(auth), store_(store) {}

  void add_to(Router& router);

 private:
  using Answer = Task<Result<Response>>;

  Answer history(UserId user, const Request& request);
  Answer changes(UserId user, const Request& request);
  Answer read(UserId user, const Request& request);
  Answer read_all(UserId user, const Request& request);
  Answer seen(UserId user, const Request& request);
  Answer remove(UserId user, const Request& request);
  Task<bool> is_current(UserId user, const Request& request, std::string& tag);

  RequestAuth& auth_;
  NotificationStore& store_;
};

}  // namespace belfry::http
