#include "adapters/http/routes/token_routes.hpp"

#include "adapters/http/routes/guarded.hpp"
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
  const auto issuing = [this](UserId user, const Request& request) {
    return issue(std::move(user), request);
  };
  const auto revoking = [this](UserId user, const Request&) {
    return revoke(std::move(user));
  };
  router.add(Method::post, "/ws/token", Body::json_optional, for_user(auth_, issuing));
  router.add(Method::delete_, "/ws/token", Body::none, for_user(auth_, revoking));
}

Task<Result<Response>> TokenRoutes::issue(UserId user, const Request& request) {
  if (const auto checked = check_body(request.body); !checked) {
    co_return fail(checked.error());
  }
  const auto issued = tokens_.issue(user);
  if (!issued) {
    co_return fail(issued.error());
  }
  const TokenBody body{issued->text, issued->token.token_id, issued->token.expires_at, socket_url_};
  co_return Response::json(201, json::write(body)).with("Cache-Control", "no-store");
}

Task<Result<Response>> TokenRoutes::revoke(UserId user) {
  const auto revoked = co_await tokens_.revoke(std::move(user));
  if (!revoked) {
    co_return fail(revoked.error());
  }
  co_return Response::no_content();
}

}  // namespace belfry::http
