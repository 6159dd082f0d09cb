#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"

#include <functional>
#include <string>
#include <vector>

namespace belfry::http {

/// `POST /dev/login {userId, scopes?}` → `{token}`: signing in without an identity provider. Added only by `--dev`,
/// which serves loopback alone. Outlives the server that routes to it.
class DevRoutes {
 public:
  /// Makes a user JWT that this server accepts.
  using SignJwt = std::function<std::string(const std::string& user, const std::vector<std::string>& scopes)>;

  explicit DevRoutes(SignJwt sign) : sign_(std::move(sign)) {}

  void add_to(Router& router);

 private:
  Task<Response> login(Request request);

  SignJwt sign_;
};

}  // namespace belfry::http
