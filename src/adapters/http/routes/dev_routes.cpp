#include "adapters/http/routes/dev_routes.hpp"

#include "adapters/http/problem.hpp"
#include "domain/publish_rules.hpp"
#include "json/message.hpp"
#include "json/parse.hpp"

#include <boost/describe.hpp>

namespace belfry::http {
namespace {

struct LoginRequest {
  std::string user_id;
  std::optional<std::vector<std::string>> scopes;
};
BOOST_DESCRIBE_STRUCT(LoginRequest, (), (user_id, scopes))

struct LoginBody {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(LoginBody, (), (token))

Result<LoginRequest> read_login(const std::string& body) {
  const auto value = json::parse(body);
  if (!value) {
    return fail(value.error());
  }
  auto login = json::read<LoginRequest>(*value, json::UnknownMembers::refuse);
  if (!login) {
    return login;
  }
  std::vector<FieldError> faults;
  check_user_id(login->user_id, "/userId", faults);
  if (!faults.empty()) {
    return fail(Error::validation(std::move(faults)));
  }
  return login;
}

}  // namespace

void DevRoutes::add_to(Router& router) {
  router.add(Method::post, "/dev/login", Body::json, [this](Request request) { return login(std::move(request)); });
}

Task<Response> DevRoutes::login(Request request) {
  const auto login = read_login(request.body);
  if (!login) {
    co_return problem(login.error(), request);
  }
  const LoginBody body{sign_(login->user_id, login->scopes.value_or(std::vector<std::string>{}))};
  co_return Response::json(200, json::write(body)).with("Cache-Control", "no-store");
}

}  // namespace belfry::http
