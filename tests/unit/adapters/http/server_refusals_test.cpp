#include "unit/adapters/http/server_fixture.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace belfry::http::test {
namespace {

/// That the answer is a problem of this status and code.
void expect_problem(const Answer& answer, int status, std::string_view code) {
  EXPECT_EQ(answer.status, status);
  EXPECT_EQ(answer.field("Content-Type"), "application/problem+json");
  const auto body = boost::json::parse(answer.body).as_object();
  EXPECT_EQ(body.at("code").as_string(), code);
  EXPECT_EQ(body.at("status"), status);
  EXPECT_EQ(body.at("requestId").as_string(), answer.field("X-Request-Id").value_or(""));
}

TEST_F(ServerTest, RefusesAnUnknownPathAndGoesOn) {
  start();
  RawClient peer = client();
  expect_problem(peer.ask("POST /nowhere?token=secret HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"), 404,
                 "NOT_FOUND");
  EXPECT_EQ(peer.ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").status, 200);
}

TEST_F(ServerTest, NamesTheMethodsOfAPathThatLacksTheOneAsked) {
  start();
  RawClient peer = client();
  const Answer answer = peer.ask("PUT /items/1 HTTP/1.1\r\nHost: x\r\n\r\n");
  expect_problem(answer, 405, "METHOD_NOT_ALLOWED");
  EXPECT_EQ(answer.field("Allow"), "GET, HEAD, DELETE, OPTIONS");
  expect_problem(peer.ask("BREW /items/1 HTTP/1.1\r\nHost: x\r\n\r\n"), 405, "METHOD_NOT_ALLOWED");
}

TEST_F(ServerTest, DemandsJsonWhereARouteTakesJson) {
  start();
  RawClient peer = client();
  const std::string start_of = "POST /json HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n";
  expect_problem(peer.ask(start_of + "Content-Type: text/plain\r\n\r\n{}"), 415, "UNSUPPORTED_MEDIA_TYPE");
  expect_problem(peer.ask(start_of + "\r\n{}"), 415, "UNSUPPORTED_MEDIA_TYPE");
  EXPECT_EQ(peer.ask(start_of + "Content-Type: Application/JSON; charset=utf-8\r\n\r\n{}").body, "{}");
}

TEST_F(ServerTest, TellsAnEmptyBodyFromAnOptionalOne) {
  start();
  RawClient peer = client();
  expect_problem(peer.ask("POST /json HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"), 400, "MALFORMED_JSON");
  EXPECT_EQ(peer.ask("POST /json-optional HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n").status, 200);
  EXPECT_EQ(peer.ask("POST /json-optional HTTP/1.1\r\nHost: x\r\n\r\n").status, 200);
}

TEST_F(ServerTest, RefusesWhatIsNotHttp) {
  start();
  for (const char* request :
       {"nonsense\r\n\r\n", "GET /hello HTTP/2.0\r\nHost: x\r\n\r\n", "GET /hello HTTP/1.1\r\nno colon\r\n\r\n",
        "GET /hello HTTP/1.1\r\n\r\n", "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"}) {
    SCOPED_TRACE(request);
    expect_problem(client().ask(request), 400, "BAD_REQUEST");
  }
}

TEST_F(ServerTest, ClosesAfterARequestThatCannotBeRead) {
  start();
  RawClient peer = client();
  EXPECT_EQ(peer.ask("nonsense\r\n\r\n").field("Connection"), "close");
  EXPECT_TRUE(peer.ends());
}

TEST_F(ServerTest, RefusesALongHeader) {
  start();
  const std::string request = "GET /hello HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n";
  expect_problem(client().ask(request), 431, "HEADERS_TOO_LARGE");
}

TEST_F(ServerTest, RefusesALongHeaderThatNeverEnds) {
  start();
  const std::string request = "GET /" + std::string(20'000, 'a');
  expect_problem(client().ask(request), 431, "HEADERS_TOO_LARGE");
}

TEST_F(ServerTest, RefusesABodyOverTheLimitWithoutReadingIt) {
  settings.body_limit = 10;
  start();
  expect_problem(client().ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n"), 413,
                 "PAYLOAD_TOO_LARGE");
  expect_problem(client().ask("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n"
                              "01234567890\r\n0\r\n\r\n"),
                 413, "PAYLOAD_TOO_LARGE");
  EXPECT_EQ(client().ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123456789").body, "0123456789");
}

TEST_F(ServerTest, TellsOfAFaultInTheWordsOfTheRoute) {
  router.add(Route{.pattern = "/foreign",
                   .method = Method::post,
                   .body = Body::any,
                   .handler = echo,
                   .body_limit = 10,
                   .fault_answer = [](Fault fault, const Request&) {
                     return Response::text(status_of(fault), "in other words");
                   }});
  start();
  const Answer answer = client().ask("POST /foreign HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n");
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.body, "in other words");
}

TEST_F(ServerTest, LetsAClientReadTheRefusalWhileItStillSends) {
  settings.body_limit = 10;
  start();
  const std::string body(1'000'000, 'x');
  expect_problem(client().ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" + body), 413,
                 "PAYLOAD_TOO_LARGE");
}

TEST_F(ServerTest, TakesALongerBodyWhereTheRouteSaysSo) {
  start();
  const std::string body(2 * 1024 * 1024, 'x');
  RawClient peer = client();
  EXPECT_EQ(peer.ask("POST /large HTTP/1.1\r\nHost: x\r\nContent-Length: 2097152\r\n\r\n" + body).body, body);
}

TEST_F(ServerTest, RefusesBeforeTheBodyWhenTheClientWaitsForTheWord) {
  start();
  RawClient peer = client();
  const Answer answer =
      peer.ask("POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  expect_problem(answer, 404, "NOT_FOUND");
  EXPECT_EQ(answer.field("Connection"), "close");
}

TEST_F(ServerTest, AnswersForAHandlerThatThrows) {
  start();
  RawClient peer = client();
  ::testing::internal::CaptureStderr();
  const Answer answer = peer.ask("GET /throws HTTP/1.1\r\nHost: x\r\nX-Request-Id: r1\r\n\r\n");
  settle();
  const std::string logged = ::testing::internal::GetCapturedStderr();
  expect_problem(answer, 500, "INTERNAL_ERROR");
  EXPECT_EQ(answer.body.find("secret"), std::string::npos);
  EXPECT_NE(logged.find("http:error"), std::string::npos);
  EXPECT_NE(logged.find("r1"), std::string::npos);
  EXPECT_EQ(peer.ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").status, 200);
}

TEST_F(ServerTest, RefusesConnectionsOverItsBound) {
  settings.max_connections = 1;
  start();
  RawClient first = client();
  EXPECT_EQ(first.ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").status, 200);
  const Answer refused = client().ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  expect_problem(refused, 503, "SERVER_FULL");
  EXPECT_TRUE(refused.field("Retry-After"));
  EXPECT_EQ(first.ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").status, 200);
}

}  // namespace
}  // namespace belfry::http::test
