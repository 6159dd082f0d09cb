#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "app/issue_token.hpp"

#include <string>

namespace belfry::http {

/// `POST /ws/token` and `DELETE /ws/token` for users (product 1.3). Outlives the server that routes to it.
class TokenRoutes {
 public:
  /// `socket_url` is where the token opens a connection: `wss://host/ws`.
  TokenRoutes(RequestAuth& auth, app::IssueToken& tokens, std::string socket_url)
      : auth_(auth), tokens_(tokens), socket_url_(std::move(socket_url)) {}

  void add_to(Router& router);

 private:
  Task<Result<Response>> issue(UserId user, const Request& request);
  Task<Result<Response>> revoke(UserId user);

  RequestAuth& auth_;
  app::IssueToken& tokens_;
  const std::string socket_url_;
};

}  // namespace belfry::http
