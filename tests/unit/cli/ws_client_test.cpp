#include "cli/ws_client.hpp"

#include "unit/cli/upgrade.hpp"

#include <gtest/gtest.h>

namespace belfry::cli::test {
namespace {

using namespace std::chrono_literals;

Deadline soon() { return std::chrono::steady_clock::now() + 10s; }

auto open(const RawServer& server) {
  return WsClient::open({*config::HttpUrl::parse(server.url()), "/ws", {"belfry.notifications.v1", "bearer.t"}},
                        soon());
}

}  // namespace

TEST(WsHandshake, KnowsTheAcceptKeyOfTheRfc) {
  EXPECT_EQ(accept_for("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(WsClient, CarriesTheTokenInASubprotocolAndNotInTheUrl) {
  std::string request;
  RawServer server({[&](RawConnection& connection) {
    request = accept_upgrade(connection, "belfry.notifications.v1");
  }});
  ASSERT_TRUE(open(server));
  server.join();
  EXPECT_EQ(request.find("GET /ws HTTP/1.1\r\n"), 0U);
  EXPECT_NE(request.find("Sec-WebSocket-Protocol: belfry.notifications.v1, bearer.t\r\n"), std::string::npos);
}

TEST(WsClient, ReadsAMessageThatCameWithTheAnswerToTheHandshake) {
  RawServer server({[](RawConnection& connection) {
    accept_upgrade(connection);
    connection.send(frame(0x81, "hello"));
    connection.read_frame();
  }});
  auto client = open(server);
  ASSERT_TRUE(client);
  const auto event = client->receive(soon());
  ASSERT_TRUE(event);
  EXPECT_EQ(std::get<WsText>(*event).text, "hello");
}

TEST(WsClient, HearsAServerThatOnlyPings) {
  RawServer server({[](RawConnection& connection) {
    accept_upgrade(connection);
    connection.read_frame();
    connection.send(frame(0x89, "beat"));
    connection.read_frame();
    connection.read_frame();
  }});
  auto client = open(server);
  ASSERT_TRUE(client);
  const Deadline before = client->heard_at();
  ASSERT_TRUE(client->send_text("beat, please", soon()));
  const auto event = client->receive(std::chrono::steady_clock::now() + 200ms);
  ASSERT_TRUE(event);
  EXPECT_TRUE(std::holds_alternative<WsTimeout>(*event));
  EXPECT_GT(client->heard_at(), before);
}

TEST(WsClient, AnswersAPingWithItsPayload) {
  std::pair<std::uint8_t, std::string> pong;
  RawServer server({[&](RawConnection& connection) {
    accept_upgrade(connection);
    connection.send(frame(0x89, "beat"));
    pong = connection.read_frame();
    connection.send(close_frame(4003, "slow"));
  }});
  auto client = open(server);
  ASSERT_TRUE(client);
  const auto event = client->receive(soon());
  server.join();
  ASSERT_TRUE(event);
  EXPECT_EQ(std::get<WsClosed>(*event).code, 4003);
  EXPECT_EQ(std::get<WsClosed>(*event).reason, "slow");
  EXPECT_EQ(pong.first, 0x8A);
  EXPECT_EQ(pong.second, "beat");
}

TEST(WsClient, TellsAConnectionThatEndsWithoutAClose) {
  RawServer server({[](RawConnection& connection) {
    accept_upgrade(connection);
  }});
  auto client = open(server);
  ASSERT_TRUE(client);
  const auto event = client->receive(soon());
  ASSERT_TRUE(event);
  EXPECT_EQ(std::get<WsClosed>(*event).code, 1006);
}

TEST(WsClient, ClosesWithItsCodeAndWaitsForTheServers) {
  std::pair<std::uint8_t, std::string> closed;
  RawServer server({[&](RawConnection& connection) {
    accept_upgrade(connection);
    closed = connection.read_frame();
    connection.send(close_frame(1000));
  }});
  auto client = open(server);
  ASSERT_TRUE(client);
  client->close(1000, soon());
  server.join();
  EXPECT_EQ(closed.first, 0x88);
  EXPECT_EQ(closed.second, "\x03\xe8");
}

TEST(WsClient, EndsAWaitAtItsDeadline) {
  RawServer server({[](RawConnection& connection) {
    accept_upgrade(connection);
    connection.read_frame();
  }});
  auto client = open(server);
  ASSERT_TRUE(client);
  const auto event = client->receive(std::chrono::steady_clock::now());
  ASSERT_TRUE(event);
  EXPECT_TRUE(std::holds_alternative<WsTimeout>(*event));
  client->close(1000, std::chrono::steady_clock::now());
}

TEST(WsClient, KeepsStatusAndBodyOfARefusal) {
  RawServer server({[](RawConnection& connection) {
    connection.read_until("\r\n\r\n");
    connection.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 23\r\n\r\n{\"code\":\"TOKEN_EXPIRED\"}");
  }});
  const auto client = open(server);
  ASSERT_FALSE(client);
  EXPECT_EQ(client.error().status, 401);
  EXPECT_EQ(client.error().body, "{\"code\":\"TOKEN_EXPIRED\"");
}

TEST(WsClient, RefusesAnUpgradeWithAnotherAcceptKey) {
  RawServer server({[](RawConnection& connection) {
    connection.read_until("\r\n\r\n");
    connection.send("HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n");
  }});
  const auto client = open(server);
  ASSERT_FALSE(client);
  EXPECT_EQ(client.error().text, "the server's upgrade to a WebSocket is not valid");
}

TEST(WsClient, RefusesASubprotocolThatWasNotOffered) {
  RawServer server({[](RawConnection& connection) {
    accept_upgrade(connection, "chat");
  }});
  const auto client = open(server);
  ASSERT_FALSE(client);
  EXPECT_EQ(client.error().text, "the server chose a subprotocol that was not offered");
}

TEST(WsClient, HintsAtStartingTheServerWhenNoneAnswers) {
  std::string url;
  {
    RawServer server({});
    url = server.url();
  }
  const auto client = WsClient::open({*config::HttpUrl::parse(url), "/ws", {}}, soon());
  ASSERT_FALSE(client);
  EXPECT_EQ(client.error().text, "no server answers at " + url + ": is it running? start it with `belfry serve --dev`");
}

}  // namespace belfry::cli::test
