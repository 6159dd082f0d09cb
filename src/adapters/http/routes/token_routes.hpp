#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "app/issue_token.hpp"

#include <string>

namespace belfry::http {

/// `POST /ws/token` and `DELETE /ws/token` for users (product 1.3), and `POST /ws/token` for services, which name the
/// user and answer for the channels (product 2.8). Outlives the server that routes to it.
class TokenRoutes {
 public:
  /// `socket_url` is where the token opens a connection: `wss://host/ws`.
  TokenRoutes(RequestAuth& auth, app::IssueToken& tokens, std::string socket_url)
      : auth_(auth), tokens_(tokens), socket_url_(std::move(socket_url)) {}

  /// Who gets tokens at an address: services have an address of their own where one is configured.
  enum class For : std::uint8_t { everybody, users, services };
  void add_to(Router& router, For callers);

 private:
  Task<Response> issue(For callers, Request request);
  Task<Result<Response>> issue_to_user(const Request& request);
  Task<Result<Response>> issue_to_service(const Request& request);
  Response answer(const app::IssuedToken& issued) const;
  Task<Result<Response>> revoke(UserId user);

  RequestAuth& auth_;
  app::IssueToken& tokens_;
  const std::string socket_url_;
};

}  // namespace belfry::http
