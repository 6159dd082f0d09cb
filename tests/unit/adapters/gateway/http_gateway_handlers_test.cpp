#include "adapters/gateway/http_gateway_handlers.hpp"

#include "support/run_task.hpp"
#include "unit/cli/raw_server.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <future>

namespace belfry::gateway {
namespace {

using cli::test::RawConnection;
using cli::test::RawServer;

/// Reads one request and answers its body.
std::string take_event(RawConnection& connection) {
  const std::string head = connection.read_until("\r\n\r\n");
  return connection.read_exactly(std::stoul(head.substr(head.find("Content-Length: ") + 16)));
}

RawServer::Script answering(std::string body, std::string_view status = "200 OK") {
  return [answer = fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\n\r\n{}", status, body.size(), body)](
             RawConnection& connection) {
    take_event(connection);
    connection.send(answer);
  };
}

RawServer::Script silent(std::future<void> until) {
  return [until = std::make_shared<std::future<void>>(std::move(until))](RawConnection& connection) {
    take_event(connection);
    until->wait();
  };
}

class HttpGatewayHandlersTest : public testing::Test {
 protected:
  HttpGatewayHandlers::Settings settings_for(const std::string& base) const {
    return {.stage = "prod",
            .selection = RouteSelection::parse("$request.body.action").value(),
            .integrations = {{"$connect", {.url = base + "/c", .contract = Contract::invoke}},
                             {"$disconnect", {.url = base + "/d", .contract = Contract::invoke}},
                             {"$default", {.url = base + "/x", .contract = Contract::invoke}},
                             {"ask", {.url = base + "/a", .contract = Contract::invoke, .two_way = true}}},
            .timeout = timeout,
            .concurrency = 1,
            .user_agent = "belfry/test"};
  }

  GatewayVerdict connected(std::vector<RawServer::Script> scripts) {
    RawServer server(std::move(scripts));
    HttpGatewayHandlers handlers(settings_for(server.url()), clock);
    return test::run_task(handlers.connect(connection, {}));
  }

  std::string told(std::vector<RawServer::Script> scripts, std::string text) {
    RawServer server(std::move(scripts));
    HttpGatewayHandlers handlers(settings_for(server.url()), clock);
    return test::run_task(handlers.message(connection, std::move(text)));
  }

  static std::string message_of(const std::string& frame) {
    return std::string(boost::json::parse(frame).at("message").as_string());
  }

  const SystemClock clock;
  const GatewayConnectionPtr connection = std::make_shared<const GatewayConnection>();
  std::chrono::milliseconds timeout{10'000};
};

TEST_F(HttpGatewayHandlersTest, TakesTheStatusAndTheSubprotocolOfAConnect) {
  const auto verdict = connected({answering(R"({"statusCode":200,"headers":{"Sec-WebSocket-Protocol":"chat"}})")});
  EXPECT_TRUE(verdict.accepted());
  EXPECT_EQ(verdict.subprotocol, "chat");
  EXPECT_EQ(connected({answering(R"({"statusCode":403})")}).status, 403);
}

TEST_F(HttpGatewayHandlersTest, AnswersAConnectThatFailsAsAGateway) {
  EXPECT_EQ(connected({answering(R"({"errorMessage":"boom"})")}).status, 502);
  EXPECT_EQ(connected({[](RawConnection&) {
            }}).status,
            502);
}

TEST_F(HttpGatewayHandlersTest, WaitsForAConnectNoLongerThanItsTime) {
  timeout = std::chrono::milliseconds(50);
  std::promise<void> over;
  RawServer server({silent(over.get_future())});
  HttpGatewayHandlers handlers(settings_for(server.url()), clock);
  EXPECT_EQ(test::run_task(handlers.connect(connection, {})).status, 504);
  over.set_value();
}

TEST_F(HttpGatewayHandlersTest, CountsTheWaitForAThread) {
  timeout = std::chrono::milliseconds(100);
  std::promise<void> over;
  RawServer server({silent(over.get_future())});  // a second call would find nobody
  HttpGatewayHandlers handlers(settings_for(server.url()), clock);
  std::vector<int> statuses;
  const auto connect = [](HttpGatewayHandlers& asked, GatewayConnectionPtr who, std::vector<int>& into) -> Task<void> {
    const GatewayVerdict verdict = co_await asked.connect(std::move(who), {});
    into.push_back(verdict.status);
  };
  std::vector<Task<void>> tasks;
  tasks.push_back(connect(handlers, connection, statuses));
  tasks.push_back(connect(handlers, connection, statuses));
  test::run_together(std::move(tasks));
  EXPECT_EQ(statuses, (std::vector<int>{504, 504}));
  over.set_value();
}

TEST_F(HttpGatewayHandlersTest, AnswersATwoWayRouteWithItsBody) {
  EXPECT_EQ(told({answering(R"({"statusCode":200,"body":"hello"})")}, R"({"action":"ask"})"), "hello");
}

TEST_F(HttpGatewayHandlersTest, AnswersAOneWayRouteWithNothing) {
  EXPECT_EQ(told({answering(R"({"statusCode":200,"body":"hello"})")}, R"({"action":"other"})"), "");
}

TEST_F(HttpGatewayHandlersTest, SaysThatAHandlerFailed) {
  EXPECT_EQ(message_of(told({answering("", "500 Oops")}, "hello")), "Internal server error");
}

TEST_F(HttpGatewayHandlersTest, NeverHandsAMessageToConnectOrDisconnect) {
  for (const char* key : {"$connect", "$disconnect"}) {
    std::promise<std::string> event;
    const auto keep = [&](RawConnection& called) {
      event.set_value(take_event(called));
      called.send("HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{\"statusCode\":200}");
    };
    EXPECT_EQ(told({keep}, fmt::format(R"({{"action":"{}"}})", key)), "");
    const auto sent = boost::json::parse(event.get_future().get());
    EXPECT_EQ(sent.at("requestContext").at("routeKey"), "$default");
  }
}

TEST_F(HttpGatewayHandlersTest, ForbidsWhatNoRouteTakes) {
  auto settings = settings_for("http://127.0.0.1:1");
  settings.integrations.erase("$default");
  HttpGatewayHandlers handlers(std::move(settings), clock);
  EXPECT_EQ(message_of(test::run_task(handlers.message(connection, "hello"))), "Forbidden");
}

TEST_F(HttpGatewayHandlersTest, AcceptsEverybodyWithoutAHandlerForConnect) {
  auto settings = settings_for("http://127.0.0.1:1");
  settings.integrations.erase("$connect");
  HttpGatewayHandlers handlers(std::move(settings), clock);
  EXPECT_TRUE(test::run_task(handlers.connect(connection, {})).accepted());
}

TEST_F(HttpGatewayHandlersTest, RefusesAtOnceWhenTooManyWait) {
  std::promise<void> over;
  RawServer server({silent(over.get_future())});
  HttpGatewayHandlers handlers(settings_for(server.url()), clock);
  std::vector<int> statuses;
  const auto connect = [](HttpGatewayHandlers& asked, GatewayConnectionPtr who, std::vector<int>& into,
                          std::promise<void>& full) -> Task<void> {
    const GatewayVerdict verdict = co_await asked.connect(std::move(who), {});
    into.push_back(verdict.status);
    if (verdict.status == 503 && into.size() == 1) {
      asked.give_up();
      full.set_value();
    }
  };
  std::vector<Task<void>> tasks;
  for (int i = 0; i < 40; ++i) {
    tasks.push_back(connect(handlers, connection, statuses, over));
  }
  test::run_together(std::move(tasks));
  ASSERT_EQ(statuses.size(), 40U);
  EXPECT_EQ(statuses.front(), 503);
  EXPECT_GE(std::ranges::count(statuses, 503), 40 - 18);
}

}  // namespace
}  // namespace belfry::gateway
