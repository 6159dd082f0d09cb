#include "adapters/http/routes/token_routes.hpp"

#include "adapters/http/problem.hpp"
#include "adapters/http/routes/channel_routes.hpp"
#include "adapters/http/routes/guarded.hpp"
#include "adapters/http/routes/path_ids.hpp"
#include "json/message.hpp"
#include "json/parse.hpp"

#include <boost/describe.hpp>
#include <boost/json/object.hpp>

namespace belfry::http {
namespace {

struct TokenBody {
  std::string token;
  Uuid token_id;
  Instant expires_at;
  std::string url;
};
BOOST_DESCRIBE_STRUCT(TokenBody, (), (token, token_id, expires_at, url))

struct UserRequest {
  std::optional<std::vector<std::string>> channels;
};
BOOST_DESCRIBE_STRUCT(UserRequest, (), (channels))

struct ServiceRequest {
  std::string user_id;
  std::optional<std::vector<std::string>> channels;
};
BOOST_DESCRIBE_STRUCT(ServiceRequest, (), (user_id, channels))

template <class Body>
Result<Body> read_body(const std::string& body) {
  const auto value = json::parse(body.empty() ? "{}" : body);
  if (!value) {
    return fail(value.error());
  }
  return json::read<Body>(*value, json::UnknownMembers::refuse);
}

/// What is no JSON names nobody; it is refused where it is read.
bool names_a_user(const std::string& body) {
  const auto value = json::parse(body);
  return value && value->is_object() && value->get_object().contains("userId");
}

}  // namespace

void TokenRoutes::add_to(Router& router, For callers) {
  const auto revoking = [this](UserId user, const Request&) {
    return revoke(std::move(user));
  };
  router.add(Method::post, "/ws/token", Body::json_optional,
             [this, callers](Request request) { return issue(callers, std::move(request)); });
  if (callers != For::services) {
    router.add(Method::delete_, "/ws/token", Body::none, for_user(auth_, revoking));
  }
}

/// A user asks for a token of their own; who names the user speaks as a service, by its key or as an administrator.
Task<Response> TokenRoutes::issue(For callers, Request request) {
  const bool by_service =
      callers == For::services ||
      (callers == For::everybody && (auth_.is_service(request.bearer_token()) || names_a_user(request.body)));
  auto issued = by_service ? co_await issue_to_service(request) : co_await issue_to_user(request);
  co_return issued ? std::move(*issued) : problem(issued.error(), request);
}

Response TokenRoutes::answer(const app::IssuedToken& issued) const {
  const TokenBody body{issued.text, issued.token.token_id, issued.token.expires_at, socket_url_};
  return Response::json(201, json::write(body)).with("Cache-Control", "no-store");
}

Task<Result<Response>> TokenRoutes::issue_to_user(const Request& request) {
  std::string bearer(request.bearer_token());
  const auto caller = co_await auth_.user(std::move(bearer));
  if (!caller) {
    co_return fail(caller.error());
  }
  auto body = read_body<UserRequest>(request.body);
  if (!body) {
    co_return fail(std::move(body.error()));
  }
  const auto issued = tokens_.issue(caller->user, rights_of(*caller), std::move(body->channels));
  if (!issued) {
    co_return fail(issued.error());
  }
  co_return answer(*issued);
}

Task<Result<Response>> TokenRoutes::issue_to_service(const Request& request) {
  std::string bearer(request.bearer_token());
  const auto caller = co_await auth_.service(std::move(bearer), Scope::connections);
  if (!caller) {
    co_return fail(caller.error());
  }
  auto body = read_body<ServiceRequest>(request.body);
  if (!body) {
    co_return fail(std::move(body.error()));
  }
  const auto user = user_id_at(std::move(body->user_id), "/userId");
  if (!user) {
    co_return fail(user.error());
  }
  const auto issued = tokens_.issue_by_service(*user, std::move(body->channels));
  if (!issued) {
    co_return fail(issued.error());
  }
  co_return answer(*issued);
}

Task<Result<Response>> TokenRoutes::revoke(UserId user) {
  const auto revoked = co_await tokens_.revoke(std::move(user));
  if (!revoked) {
    co_return fail(revoked.error());
  }
  co_return Response::no_content();
}

}  // namespace belfry::http
