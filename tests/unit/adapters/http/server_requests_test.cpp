#include "unit/adapters/http/server_fixture.hpp"

namespace belfry::http::test {
namespace {

TEST_F(ServerTest, KeepsAConnectionForTheNextRequest) {
  start();
  RawClient peer = client();
  for (int i = 0; i < 3; ++i) {
    const Answer answer = peer.ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "hello");
    EXPECT_EQ(answer.field("Connection"), "keep-alive");
  }
  EXPECT_EQ(server->counters().accepted.load(), 1U);
  EXPECT_EQ(server->counters().answers_of(2), 3U);
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  start();
  RawClient peer = client();
  peer.send(
      "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\noneGET /hello HTTP/1.1\r\nHost: x\r\n\r\n"
      "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nthree");
  EXPECT_EQ(peer.receive().body, "one");
  EXPECT_EQ(peer.receive().body, "hello");
  EXPECT_EQ(peer.receive().body, "three");
}

TEST_F(ServerTest, ReadsARequestThatComesByteByByte) {
  start();
  RawClient peer = client();
  for (const char c : std::string("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab")) {
    peer.send(std::string_view(&c, 1));
    settle();
  }
  EXPECT_EQ(peer.receive().body, "ab");
}

TEST_F(ServerTest, ReadsAChunkedBody) {
  start();
  EXPECT_EQ(client()
                .ask("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n")
                .body,
            "abcde");
}

TEST_F(ServerTest, AnswersHeadWithoutABody) {
  start();
  RawClient peer = client();
  const Answer answer = peer.send("HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\n").receive(true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.field("Content-Length"), "5");
  EXPECT_EQ(peer.ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").body, "hello");
}

TEST_F(ServerTest, ClosesAfterAnHttp10RequestUnlessAskedToStay) {
  start();
  RawClient peer = client();
  EXPECT_EQ(peer.ask("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").field("Connection"), "keep-alive");
  EXPECT_EQ(peer.ask("GET /hello HTTP/1.0\r\n\r\n").field("Connection"), "close");
  EXPECT_TRUE(peer.ends());
}

TEST_F(ServerTest, TellsAClientToGoOnWithItsBody) {
  start();
  RawClient peer = client();
  peer.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(peer.receive().status, 100);
  EXPECT_EQ(peer.send("ok").receive().body, "ok");
}

TEST_F(ServerTest, GivesHandlersParametersQueryAndIds) {
  start();
  const Answer answer = client().ask(
      "GET /items/a%2Fb?q=x+y&q=2 HTTP/1.1\r\nHost: x\r\nX-Request-Id: mine\r\nX-Correlation-Id: story\r\n\r\n");
  EXPECT_EQ(answer.body, "a/b|x y|2|127.0.0.1|story");
  EXPECT_EQ(answer.field("X-Request-Id"), "mine");
  EXPECT_EQ(answer.field("X-Correlation-Id"), "story");
}

TEST_F(ServerTest, MakesARequestIdWhenThereIsNone) {
  start();
  const Answer answer = client().ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(answer.field("X-Request-Id").value_or("").starts_with("req_1768000000000_"));
  EXPECT_FALSE(answer.field("X-Correlation-Id"));
}

TEST_F(ServerTest, BelievesATrustedProxyAboutTheClient) {
  settings.trusted_proxies = {"127.0.0.0/8"};
  start();
  const Answer answer =
      client().ask("GET /items/1 HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 6.6.6.6, 203.0.113.9\r\n\r\n");
  EXPECT_EQ(answer.body, "1|-|0|203.0.113.9|");
}

TEST_F(ServerTest, LetsAllowedPagesReadTheAnswer) {
  start();
  RawClient peer = client();
  const Answer allowed = peer.ask("GET /hello HTTP/1.1\r\nHost: x\r\nOrigin: https://app.example\r\n\r\n");
  EXPECT_EQ(allowed.field("Access-Control-Allow-Origin"), "https://app.example");
  EXPECT_EQ(allowed.field("Vary"), "Origin");
  const Answer other = peer.ask("GET /hello HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example\r\n\r\n");
  EXPECT_FALSE(other.field("Access-Control-Allow-Origin"));
  EXPECT_EQ(other.field("Vary"), "Origin");
}

TEST_F(ServerTest, LetsAllowedPagesReadRefusalsToo) {
  start();
  const Answer answer = client().ask("GET /nowhere HTTP/1.1\r\nHost: x\r\nOrigin: https://app.example\r\n\r\n");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.field("Access-Control-Allow-Origin"), "https://app.example");
}

TEST_F(ServerTest, AnswersAPreflightWithTheMethodsOfTheRoute) {
  start();
  const std::string rest = " HTTP/1.1\r\nHost: x\r\nAccess-Control-Request-Method: DELETE\r\nOrigin: https://";
  RawClient peer = client();
  const Answer allowed = peer.ask("OPTIONS /items/1" + rest + "app.example\r\n\r\n");
  EXPECT_EQ(allowed.status, 204);
  EXPECT_EQ(allowed.field("Access-Control-Allow-Methods"), "GET, HEAD, DELETE, OPTIONS");
  EXPECT_EQ(allowed.field("Access-Control-Allow-Origin"), "https://app.example");
  EXPECT_TRUE(allowed.field("Access-Control-Allow-Headers").value_or("").find("Idempotency-Key") != std::string::npos);
  const Answer other = peer.ask("OPTIONS /items/1" + rest + "evil.example\r\n\r\n");
  EXPECT_FALSE(other.field("Access-Control-Allow-Origin"));
  EXPECT_FALSE(other.field("Access-Control-Allow-Methods"));
}

}  // namespace
}  // namespace belfry::http::test
