#include "adapters/gateway/handler_reply.hpp"

#include <gtest/gtest.h>

namespace belfry::gateway {
namespace {

http_client::PostAnswer answered(std::string body, int status = 200) {
  return {.status = status, .body = std::move(body)};
}

std::expected<HandlerReply, std::string> invoked(std::string body) {
  return read_reply(answered(std::move(body)), Contract::invoke);
}

TEST(HandlerReply, OfAFunctionIsItsProxyShape) {
  const auto reply =
      invoked(R"({"statusCode":201,"headers":{"X":1},"multiValueHeaders":{},"body":"b","isBase64Encoded":false})");
  ASSERT_TRUE(reply) << reply.error();
  EXPECT_EQ(reply->status, 201);
  EXPECT_EQ(reply->body, "b");
  EXPECT_EQ(reply->subprotocol, std::nullopt);
}

TEST(HandlerReply, NeedsNoMoreThanAStatus) {
  const auto reply = invoked(R"({"statusCode":401})");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 401);
  EXPECT_EQ(reply->body, std::nullopt);
}

TEST(HandlerReply, TakesABodyOfNullAsNone) {
  const auto reply = invoked(R"({"statusCode":200,"body":null})");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->body, std::nullopt);
}

TEST(HandlerReply, FindsTheSubprotocolWhateverItsCase) {
  const auto reply = invoked(R"({"statusCode":200,"headers":{"sec-websocket-PROTOCOL":"chat"}})");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->subprotocol, "chat");
}

TEST(HandlerReply, RefusesASubprotocolThatWouldEndItsHeader) {
  EXPECT_FALSE(invoked(R"({"statusCode":200,"headers":{"Sec-WebSocket-Protocol":"a\r\nX: b"}})"));
}

TEST(HandlerReply, RefusesWhatApiGatewayRefuses) {
  for (const char* body : {"", "null", "[]", "{}", "Task timed out after 3.00 seconds", R"({"body":"b"})",
                           R"({"errorMessage":"boom","errorType":"Error"})", R"({"statusCode":200,"Data":"x"})",
                           R"({"statusCode":"many"})", R"({"statusCode":99})", R"({"statusCode":600})",
                           R"({"statusCode":200,"body":{"a":1}})", R"({"statusCode":200,"body":"x","cookies":[]})"}) {
    EXPECT_FALSE(invoked(body)) << body;
  }
}

TEST(HandlerReply, OfAFunctionThatFailedIsAFailureWhateverItHolds) {
  auto answer = answered(R"({"statusCode":200})");
  answer.header = "Unhandled";
  EXPECT_FALSE(read_reply(answer, Contract::invoke));
}

TEST(HandlerReply, OfAFunctionCountsWithStatus200Only) {
  for (const int status : {202, 400, 404, 502}) {
    EXPECT_FALSE(read_reply(answered(R"({"statusCode":200})", status), Contract::invoke)) << status;
  }
}

TEST(HandlerReply, ThatIsCutOffIsNone) {
  auto answer = answered(R"({"statusCode":200})");
  answer.cut_off = true;
  EXPECT_FALSE(read_reply(answer, Contract::post));
}

TEST(HandlerReply, OfAWebServerMayBeTheProxyShapeToo) {
  const auto reply = read_reply(answered(R"({"statusCode":403,"body":"no"})"), Contract::post);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 403);
  EXPECT_EQ(reply->body, "no");
}

TEST(HandlerReply, OfAWebServerIsItsStatusAndBodyOtherwise) {
  const auto reply = read_reply(answered("a page", 404), Contract::post);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 404);
  EXPECT_EQ(reply->body, "a page");
  EXPECT_EQ(read_reply(answered("", 204), Contract::post)->body, std::nullopt);
}

TEST(HandlerReply, OfAWebServerThatFailsIsAFailure) {
  EXPECT_FALSE(read_reply(answered("", 500), Contract::post));
  EXPECT_FALSE(read_reply(answered("", 503), Contract::post));
}

TEST(HandlerReply, OfAWebServerThatIsNoTextCannotBeSent) {
  EXPECT_FALSE(read_reply(answered("\xFF\xFE"), Contract::post));
}

}  // namespace
}  // namespace belfry::gateway
