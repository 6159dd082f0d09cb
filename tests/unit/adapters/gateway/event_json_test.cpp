#include "adapters/gateway/event_json.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

namespace belfry::gateway {
namespace {

using boost::json::object;
using boost::json::parse;
using boost::json::value;

const EventContext kContext{
    .stage = "prod", .route_key = "chat", .request_id = "BFaVtH2HoAMFZEQ=", .at = from_millis(1'731'332'746'514)};

GatewayConnection connection() {
  return {.id = "conn_1731332735513_abc",
          .connected_at = from_millis(1'731'332'735'513),
          .source_ip = "166.90.225.1",
          .user_agent = "wscat/6",
          .domain_name = "push.example.com"};
}

value connect_event_of(const GatewayHandshake& handshake) {
  return parse(connect_event(kContext, connection(), handshake, {.proto = "https", .port = "443"}));
}

TEST(GatewayEvent, OfAMessageIsApiGatewaysMemberForMember) {
  const value event = parse(message_event(kContext, connection(), "BFaVtfGSIAMCKug=", R"({"action": "chat"})"));
  const value expected = parse(R"({
    "requestContext": {
      "routeKey": "chat", "messageId": "BFaVtfGSIAMCKug=", "eventType": "MESSAGE",
      "extendedRequestId": "BFaVtH2HoAMFZEQ=", "requestTime": "11/Nov/2024:13:45:46 +0000", "messageDirection": "IN",
      "stage": "prod", "connectedAt": 1731332735513, "requestTimeEpoch": 1731332746514,
      "identity": {"userAgent": "wscat/6", "sourceIp": "166.90.225.1"}, "requestId": "BFaVtH2HoAMFZEQ=",
      "domainName": "push.example.com", "connectionId": "conn_1731332735513_abc", "apiId": "belfry"},
    "body": "{\"action\": \"chat\"}", "isBase64Encoded": false})");
  EXPECT_EQ(event, expected);
}

TEST(GatewayEvent, OfTheEndHasAFixedStubOfHeadersAndSaysHow) {
  const GatewayEnd end{.code = 1005, .reason = "Client-side close frame status not set"};
  const value event = parse(disconnect_event(kContext, connection(), end));
  EXPECT_EQ(event.at("headers"),
            parse(R"({"Host": "push.example.com", "x-api-key": "", "X-Forwarded-For": "", "x-restapi": ""})"));
  EXPECT_EQ(event.at("multiValueHeaders").at("x-api-key"), parse(R"([""])"));
  const object& context = event.at("requestContext").as_object();
  EXPECT_EQ(context.at("eventType"), "DISCONNECT");
  EXPECT_EQ(context.at("disconnectStatusCode"), 1005);
  EXPECT_EQ(context.at("disconnectReason"), "Client-side close frame status not set");
  EXPECT_FALSE(context.contains("messageId"));
  EXPECT_FALSE(event.as_object().contains("body"));
}

TEST(GatewayEvent, OfAConnectKeepsTheCaseOfHeadersAndLeavesOutTheUpgrade) {
  const value event = connect_event_of(
      {.headers = {{"Host", "h"}, {"cOOKIE", "a=b"}, {"upgrade", "websocket"}, {"Connection", "Upgrade"}},
       .query = {}});
  const object& headers = event.at("headers").as_object();
  EXPECT_EQ(headers.at("cOOKIE"), "a=b");
  EXPECT_FALSE(headers.contains("upgrade"));
  EXPECT_FALSE(headers.contains("Connection"));
}

TEST(GatewayEvent, OfAConnectSaysWhereTheClientCameInWhateverItClaims) {
  const value event = connect_event_of({.headers = {{"x-forwarded-for", "1.2.3.4"}}, .query = {}});
  const object& headers = event.at("headers").as_object();
  EXPECT_EQ(headers.at("X-Forwarded-For"), "166.90.225.1");
  EXPECT_EQ(headers.at("X-Forwarded-Proto"), "https");
  EXPECT_EQ(headers.at("X-Forwarded-Port"), "443");
  EXPECT_FALSE(headers.contains("x-forwarded-for"));
}

TEST(GatewayEvent, GivesTheLastOfSeveralValuesAndAllOfThem) {
  const value event = connect_event_of({.headers = {{"X-A", "1"}, {"x-a", "2"}}, .query = {{"t", "a"}, {"t", "b"}}});
  EXPECT_EQ(event.at("headers").at("X-A"), "2");
  EXPECT_EQ(event.at("multiValueHeaders").at("X-A"), parse(R"(["1", "2"])"));
  EXPECT_EQ(event.at("queryStringParameters"), parse(R"({"t": "b"})"));
  EXPECT_EQ(event.at("multiValueQueryStringParameters"), parse(R"({"t": ["a", "b"]})"));
}

TEST(GatewayEvent, LeavesOutWhatIsAbsent) {
  GatewayConnection silent = connection();
  silent.user_agent.clear();
  const value event = parse(connect_event(kContext, silent, {}, {}));
  EXPECT_FALSE(event.as_object().contains("queryStringParameters"));
  EXPECT_FALSE(event.as_object().contains("multiValueQueryStringParameters"));
  EXPECT_FALSE(event.at("requestContext").at("identity").as_object().contains("userAgent"));
}

TEST(GatewayEvent, ReadsWhatIsNotUtf8AsLatin1) {
  const value event = connect_event_of({.headers = {{"X-A", "caf\xE9"}}, .query = {{"\xE9", "\xC3\xA9"}}});
  EXPECT_EQ(event.at("headers").at("X-A"), "caf\xC3\xA9");
  EXPECT_EQ(event.at("queryStringParameters").at("\xC3\xA9"), "\xC3\xA9");
}

TEST(GatewayFrame, IsApiGatewaysByteForByte) {
  EXPECT_EQ(gateway_frame("Internal server error", connection(), "Qyi3UG41tjMFlUg="),
            R"({"message": "Internal server error", "connectionId":"conn_1731332735513_abc", )"
            R"("requestId":"Qyi3UG41tjMFlUg="})");
}

}  // namespace
}  // namespace belfry::gateway
