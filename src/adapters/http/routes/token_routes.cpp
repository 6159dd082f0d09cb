#include "adapters/http/routes/token_routes.hpp"

#include "adapters/http/problem.hpp"
#include "json/message.hpp"
#include "json/parse.hpp"

#include <boost/describe.hpp>

namespace belfry::http {
namespace {

struct TokenBody {
  std::string token;
  Uuid token_id;
  Instant expires_at;
  std::string url;
};
BOOST_DESCRIBE_STRUCT(TokenBody, (), (token, token_id, expires_at, url))

/// No members are known yet: a body is an empty object or nothing.
struct TokenRequest {};
BOOST_DESCRIBE_STRUCT(TokenRequest, (), ())

Result<void> check_body(const std::string& body) {
  if (body.empty()) {
    return {};
  }
  const auto value = json::parse(body);
  if (!value) {
    return fail(value.error());
  }
  const auto read = json::read<TokenRequest>(*value, json::UnknownMembers::refuse);
  if (!read) {
    return fail(read.error());
  }
  return {};
}

}  // namespace

void TokenRoutes::add_to(Router& router) {
  router.add(Method::post, "/ws/token", Body::json_optional,
             [this](Request request) { return issue(std::move(request)); });
  router.add(Method::delete_, "/ws/token", Body::none, [this](Request request) { return revoke(std::move(request)); });
}

Task<Response> TokenRoutes::issue(Request request) {
  const auto caller = co_await auth_.user(std::string(request.bearer_token()));
  if (!caller) {
    co_return problem(caller.error(), request);
  }
  if (const auto checked = check_body(request.body); !checked) {
    co_return problem(checked.error(), request);
  }
  const auto issued = tokens_.issue(caller->user);
  if (!issued) {
    co_return problem(issued.error(), request);
  }
  const TokenBody body{issued->text, issued->token.token_id, issued->token.expires_at, socket_url_};
  co_return Response::json(201, json::write(body)).with("Cache-Control", "no-store");
}

Task<Response> TokenRoutes::revoke(Request request) {
  const auto caller = co_await auth_.user(std::string(request.bearer_token()));
  if (!caller) {
    co_return problem(caller.error(), request);
  }
  const auto revoked = co_await tokens_.revoke(caller->user);
  co_return revoked ? Response::no_content() : problem(revoked.error(), request);
}

}  // namespace belfry::http
