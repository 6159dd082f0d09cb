#include "adapters/http/routes/request_auth.hpp"

#include <algorithm>

namespace belfry::http {

Task<Result<Identity>> RequestAuth::user(std::string bearer) {
  if (bearer.empty()) {
    co_return fail(ErrorCode::token_missing);
  }
  co_return co_await users_.verify_user_jwt(std::move(bearer), JwtUse::request);
}

Task<Result<std::string>> RequestAuth::service(std::string bearer, Scope scope) {
  if (bearer.empty()) {
    co_return fail(ErrorCode::token_missing);
  }
  if (const ServiceIdentity* service = services_.find(bearer)) {
    if (!service->scopes.contains(scope)) {
      co_return fail(ErrorCode::forbidden);
    }
    co_return service->name;
  }
  const auto identity = co_await users_.verify_user_jwt(std::move(bearer), JwtUse::request);
  if (!identity) {
    co_return fail(identity.error());
  }
  if (!identity->has_scope(kAdminJwtScope)) {
    co_return fail(ErrorCode::forbidden);
  }
  co_return "user:" + identity->user.str();
}

}  // namespace belfry::http
