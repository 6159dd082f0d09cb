#pragma once

#include "adapters/http/request.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "ports/authenticator.hpp"
#include "ports/service_keys.hpp"

#include <string>
#include <string_view>

namespace belfry::http {

/// Who calls a route: a user by JWT, or a service by key. Any shard.
class RequestAuth {
 public:
  RequestAuth(Authenticator& users, const ServiceKeyRing& services) : users_(users), services_(services) {}

  /// By `Authorization: Bearer <user JWT>`. `token_missing`, `token_invalid`, `token_expired`.
  Task<Result<Identity>> user(std::string bearer);

  /// Whether the credential is a service's key, whatever it may do.
  bool is_service(std::string_view bearer) const { return services_.find(bearer) != nullptr; }

  /// The name of the caller whose key has the scope, or of the administrator (a user JWT with the scope
  /// `belfry:admin`). `forbidden` when the caller is known but lacks the scope.
  Task<Result<std::string>> service(std::string bearer, Scope scope);

 private:
  Authenticator& users_;
  const ServiceKeyRing& services_;
};

}  // namespace belfry::http
