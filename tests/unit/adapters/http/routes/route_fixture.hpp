#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/routes/request_auth.hpp"
#include "adapters/memory/memory_stores.hpp"
#include "json/parse.hpp"
#include "support/manual_clock.hpp"
#include "support/run_task.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace belfry::http::test {

using belfry::test::ManualClock;
using belfry::test::run_task;

/// A user JWT is the user's id behind "jwt."; "jwt.root" is the administrator. The list claim `teams` names "team:7".
class PlainUsers final : public Authenticator {
 public:
  Task<Result<Identity>> verify_user_jwt(std::string token, JwtUse use) override {
    EXPECT_EQ(use, JwtUse::request);
    if (!token.starts_with("jwt.")) {
      co_return fail(token.empty() ? ErrorCode::token_missing : ErrorCode::token_invalid);
    }
    Identity identity;
    identity.user = UserId(token.substr(4));
    if (token == "jwt.root") {
      identity.scopes = {std::string(kAdminJwtScope)};
    }
    identity.list_claims = {{.name = "teams", .values = {"team:7"}}};
    co_return identity;
  }
};

/// A key for each scope, named like it: "key-publish". None has two.
class PlainKeys final : public ServiceKeyRing {
 public:
  PlainKeys() {
    for (const Scope scope : kScopes) {
      const std::string name(name_of(scope));
      keys_["key-" + name] = ServiceIdentity{.name = name, .scopes = {scope}};
    }
  }
  const ServiceIdentity* find(std::string_view key) const override {
    const auto found = keys_.find(std::string(key));
    return found == keys_.end() ? nullptr : &found->second;
  }

 private:
  std::map<std::string, ServiceIdentity> keys_;
};

/// Routes over stores in memory, called as the server calls them, without a socket.
class RouteTest : public ::testing::Test {
 protected:
  struct Call {
    std::string bearer;
    std::string body = {};
    std::vector<Header> headers = {};
    std::string correlation_id = {};
  };

  Response call(Method method, const std::string& target, Call call) {
    return run_task(begun(method, target, std::move(call)));
  }

  /// The call, to be run where the test wants.
  Task<Response> begun(Method method, const std::string& target, Call call) {
    Request request;
    request.method = method;
    request.target = *parse_target(target);
    request.request_id = "req_1";
    request.body = std::move(call.body);
    request.correlation_id = std::move(call.correlation_id);
    request.headers.add("Authorization", "Bearer " + call.bearer);
    for (Header& header : call.headers) {
      request.headers.add(std::move(header.name), std::move(header.value));
    }
    auto match = router.find(method, request.target.segments);
    if (match.route == nullptr) {
      throw std::logic_error("no such route");
    }
    request.route = match.route->pattern;
    request.parameters = std::move(match.parameters);
    return match.route->handler(std::move(request));
  }

  static boost::json::object json_of(const Response& response) { return json::parse(response.body)->get_object(); }
  static std::string code_of(const Response& response) {
    return response.status < 400 ? std::string() : std::string(json_of(response).at("code").as_string());
  }
  /// The pointer of the first of `errors`.
  static std::string pointer_of(const Response& response) {
    return std::string(json_of(response).at("errors").at(0).at("pointer").as_string());
  }

  /// Publishes to one user; answers the notification's id.
  NotificationId publish(const std::string& user, const std::string& type = "new_like") {
    auto notification = std::make_shared<Notification>();
    notification->id = Uuid::v7(clock.now());
    notification->type = type;
    notification->title = "Hello";
    notification->created_at = clock.now();
    PublishCommand command{notification, {UserId(user)}, std::nullopt};
    EXPECT_TRUE(run_task(stores.notifications.append(std::move(command))));
    return notification->id;
  }

  ManualClock clock;
  memory::MemoryStores stores{clock, StorePolicy{.mandatory = MandatoryTypes({"maintenance_scheduled"}),
                                                 .outbox = {.decided = true, .delivered = true}}};
  PlainUsers users;
  PlainKeys keys;
  RequestAuth auth{users, keys};
  Router router;
};

}  // namespace belfry::http::test
