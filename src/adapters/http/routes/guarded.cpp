#include "adapters/http/routes/guarded.hpp"

#include "adapters/http/problem.hpp"

namespace belfry::http {
namespace {

Response answer_of(Result<Response> outcome, const Request& request) {
  return outcome ? std::move(*outcome) : problem(outcome.error(), request);
}

Task<Response> call_for_user(RequestAuth& auth, const UserWork& work, Request request) {
  std::string bearer(request.bearer_token());
  const auto caller = co_await auth.user(std::move(bearer));
  if (!caller) {
    co_return problem(caller.error(), request);
  }
  auto outcome = co_await work(caller->user, request);
  co_return answer_of(std::move(outcome), request);
}

Task<Response> call_for_identity(RequestAuth& auth, const IdentityWork& work, Request request) {
  std::string bearer(request.bearer_token());
  auto caller = co_await auth.user(std::move(bearer));
  if (!caller) {
    co_return problem(caller.error(), request);
  }
  auto outcome = co_await work(std::move(*caller), request);
  co_return answer_of(std::move(outcome), request);
}

Task<Response> call_for_service(RequestAuth& auth, Scope scope, const ServiceWork& work, Request request) {
  std::string bearer(request.bearer_token());
  const auto caller = co_await auth.service(std::move(bearer), scope);
  if (!caller) {
    co_return problem(caller.error(), request);
  }
  auto outcome = co_await work(*caller, request);
  co_return answer_of(std::move(outcome), request);
}

}  // namespace

// The router keeps the handler, and with it `work`, for as long as the server runs.

Handler for_user(RequestAuth& auth, UserWork work) {
  return [&auth, work = std::move(work)](Request request) {
    return call_for_user(auth, work, std::move(request));
  };
}

Handler for_identity(RequestAuth& auth, IdentityWork work) {
  return [&auth, work = std::move(work)](Request request) {
    return call_for_identity(auth, work, std::move(request));
  };
}

Handler for_service(RequestAuth& auth, Scope scope, ServiceWork work) {
  return [&auth, scope, work = std::move(work)](Request request) {
    return call_for_service(auth, scope, work, std::move(request));
  };
}

}  // namespace belfry::http
