#include "adapters/http/openapi/document.hpp"

#include "adapters/http/method.hpp"
#include "adapters/http/problem.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace belfry::http::openapi {
namespace {

const About kAbout{.version = "1.2.3", .server_url = "https://belfry.example"};

Task<Response> nothing(Request) { co_return Response::no_content(); }

/// A router with every route that is described.
Router every_route(Body body = Body::json) {
  Router router;
  for (const std::string& route : described_routes()) {
    const std::size_t space = route.find(' ');
    router.add(method_from(route.substr(0, space)), route.substr(space + 1), body, nothing);
  }
  return router;
}

boost::json::object described(const Router& router) { return document(router, kAbout, NotificationTypes()).json; }

/// Every response of every operation, with its route for messages.
template <class Check>
void for_each_operation(const boost::json::object& document, Check check) {
  for (const auto& path : document.at("paths").as_object()) {
    for (const auto& operation : path.value().as_object()) {
      SCOPED_TRACE(std::string(operation.key()) + " " + std::string(path.key()));
      check(operation.value().as_object());
    }
  }
}

std::size_t count_operations(const boost::json::object& document) {
  std::size_t count = 0;
  for_each_operation(document, [&](const boost::json::object&) { ++count; });
  return count;
}

TEST(OpenApiDocument, HasEveryDescribedRouteThatTheRouterHas) {
  const Document all = document(every_route(), kAbout, NotificationTypes());
  EXPECT_TRUE(all.undescribed.empty());
  EXPECT_EQ(count_operations(all.json), described_routes().size());
}

TEST(OpenApiDocument, LeavesOutWhatTheRouterDoesNotServe) {
  Router router;
  router.add(Method::get, "/healthz", Body::none, nothing);
  EXPECT_EQ(count_operations(described(router)), 1U);
}

TEST(OpenApiDocument, NamesARouteWithoutADescription) {
  Router router;
  router.add(Method::put, "/secrets/{id}", Body::none, nothing);
  EXPECT_EQ(document(router, kAbout, NotificationTypes()).undescribed, std::vector<std::string>{"PUT /secrets/{id}"});
}

TEST(OpenApiDocument, IsSilentAboutRoutesThatSpeakAnotherApi) {
  Router router;
  router.add(Route{.pattern = "/foreign",
                   .method = Method::get,
                   .body = Body::none,
                   .handler = nothing,
                   .body_limit = std::nullopt,
                   .fault_answer = [](Fault, const Request&) {
                     return Response::no_content();
                   }});
  const Document made = document(router, kAbout, NotificationTypes());
  EXPECT_TRUE(made.undescribed.empty());
  EXPECT_EQ(count_operations(made.json), 0U);
}

TEST(OpenApiDocument, DescribesNoRouteTwice) {
  const auto routes = described_routes();
  EXPECT_EQ(std::set<std::string>(routes.begin(), routes.end()).size(), routes.size());
}

TEST(OpenApiDocument, GivesEachOperationAnIdOfItsOwn) {
  std::set<std::string> ids;
  std::size_t operations = 0;
  for_each_operation(described(every_route()), [&](const boost::json::object& operation) {
    ids.insert(std::string(operation.at("operationId").as_string()));
    ++operations;
  });
  EXPECT_EQ(ids.size(), operations);
}

TEST(OpenApiDocument, DeclaresTheParametersOfEveryPath) {
  const auto document = described(every_route());
  for (const auto& path : document.at("paths").as_object()) {
    const auto braces = std::ranges::count(path.key(), '{');
    for (const auto& operation : path.value().as_object()) {
      const auto* parameters = operation.value().as_object().if_contains("parameters");
      const auto in_path = [](const boost::json::value& one) {
        return one.at("in") == "path";
      };
      EXPECT_EQ(parameters == nullptr ? 0 : std::ranges::count_if(parameters->as_array(), in_path), braces)
          << operation.key() << " " << path.key();
    }
  }
}

TEST(OpenApiDocument, HasACredentialsAnswerWhereACredentialIsNeeded) {
  for_each_operation(described(every_route()), [](const boost::json::object& operation) {
    const bool needs_one = !operation.at("security").as_array().empty();
    EXPECT_EQ(operation.at("responses").as_object().contains("401"), needs_one);
  });
}

TEST(OpenApiDocument, SaysWhichScopeAServiceKeyNeeds) {
  const auto document = described(every_route());
  const auto& security = document.at("paths").at("/users/{id}").at("delete").at("security").as_array();
  EXPECT_EQ(security.at(0), boost::json::value({{"serviceKey", {"users"}}}));
  EXPECT_EQ(security.at(1), boost::json::value({{"userJwt", {"belfry:admin"}}}));
}

TEST(OpenApiDocument, NamesTheTypesThatThisServerKnows) {
  const Document made = document(every_route(), kAbout, NotificationTypes({"rain_expected"}));
  const auto& types =
      made.json.at("components").at("schemas").at("PublishBody").at("properties").at("type").at("enum").as_array();
  EXPECT_NE(std::ranges::find(types, boost::json::value("rain_expected")), types.end());
  EXPECT_NE(std::ranges::find(types, boost::json::value("new_like")), types.end());
}

TEST(OpenApiDocument, AsksForABodyOnlyWhereTheRouteDoes) {
  const auto needed = described(every_route(Body::json));
  const auto optional = described(every_route(Body::json_optional));
  const auto required = [](const boost::json::object& document) {
    return document.at("paths").at("/ws/token").at("post").at("requestBody").at("required").as_bool();
  };
  EXPECT_TRUE(required(needed));
  EXPECT_FALSE(required(optional));
}

TEST(OpenApiDocument, KeepsOnlyTheSchemasThatItRefersTo) {
  Router router;
  router.add(Method::get, "/channels", Body::none, nothing);
  std::set<std::string> names;
  const auto document = described(router);
  for (const auto& schema : document.at("components").at("schemas").as_object()) {
    names.insert(std::string(schema.key()));
  }
  EXPECT_EQ(names, (std::set<std::string>{"Channels", "Problem", "FieldError"}));
}

TEST(OpenApiDocument, ListsEveryCodeOfAProblem) {
  const auto document = described(every_route());
  const auto& codes = document.at("components").at("schemas").at("Problem").at("properties").at("code").at("enum");
  EXPECT_EQ(codes.as_array().size(), static_cast<std::size_t>(kErrorCodeCount + kFaultCount) - 1)
      << "PAYLOAD_TOO_LARGE is both a code and a fault";
}

TEST(OpenApiDocument, TellsBothBodiesOfAStatusThatHasTwo) {
  const auto document = described(every_route());
  const auto& content = document.at("paths").at("/readyz").at("get").at("responses").at("503").at("content");
  EXPECT_TRUE(content.as_object().contains("application/json"));
  EXPECT_TRUE(content.as_object().contains("application/problem+json"));
}

}  // namespace
}  // namespace belfry::http::openapi
