#include "wire/connection_json.hpp"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>

namespace belfry::wire {
namespace {

ConnectionView connection() {
  return {.connection_id = "conn_1795219200123_1xk8f",
          .user_id = "ada",
          .token_id = std::nullopt,
          .connected_at = from_millis(1'795'219'200'123),
          .last_ping_at = from_millis(1'795'219'230'004),
          .last_active_at = from_millis(1'795'219'260'000),
          .subscriptions = {"team:9"},
          .user_agent = "curl/8",
          .source_ip = "203.0.113.7",
          .dialect = DialectKind::dashboard,
          .node_id = "node_1",
          .expires_at = from_millis(1'795'226'400'123)};
}

TEST(ConnectionJson, HasEveryMemberOfTheRecord) {
  EXPECT_EQ(connection_body(connection()),
            R"({"connectionId":"conn_1795219200123_1xk8f","userId":"ada","connectedAt":"2026-11-21T00:00:00.123Z",)"
            R"("lastPingAt":"2026-11-21T00:00:30.004Z","lastActiveAt":"2026-11-21T00:01:00.000Z",)"
            R"("subscriptions":["team:9"],"userAgent":"curl/8","sourceIp":"203.0.113.7","dialect":"dashboard",)"
            R"("nodeId":"node_1","expiresAt":"2026-11-21T02:00:00.123Z","metadata":{}})");
}

TEST(ConnectionJson, NamesTheTokenThatOpenedIt) {
  ConnectionView view = connection();
  view.token_id = Uuid::parse("01a1fb67-1bde-7d40-8a6b-0123456789ab");
  EXPECT_EQ(boost::json::parse(connection_body(view)).at("tokenId"), "01a1fb67-1bde-7d40-8a6b-0123456789ab");
}

TEST(ConnectionJson, LeavesOutAnAgentThatDidNotSayItsName) {
  ConnectionView view = connection();
  view.user_agent.clear();
  EXPECT_FALSE(boost::json::parse(connection_body(view)).as_object().contains("userAgent"));
}

TEST(ConnectionJson, HasItsSchemasMembersAndNoOther) {
  const auto body = boost::json::parse(connection_body(connection())).as_object();
  const auto schema = connection_schema();
  const auto& members = schema.at("properties").as_object();
  for (const auto& member : body) {
    EXPECT_TRUE(members.contains(member.key())) << member.key();
  }
  for (const auto& required : schema.at("required").as_array()) {
    EXPECT_TRUE(body.contains(required.as_string())) << required;
  }
}

TEST(ConnectionJson, APageSaysWhereTheNextOneBegins) {
  const std::array views = {connection()};
  EXPECT_EQ(boost::json::parse(connections_body(views, "conn_1_2")).at("nextCursor"), "conn_1_2");
  const auto last = boost::json::parse(connections_body(views, ""));
  EXPECT_EQ(last.at("items").as_array().size(), 1U);
  EXPECT_FALSE(last.as_object().contains("nextCursor"));
}

TEST(ConnectionJson, TellsSdksTimesAsText) {
  EXPECT_EQ(get_connection_body(connection()),
            R"({"identity":{"sourceIp":"203.0.113.7","userAgent":"curl/8"},"connectedAt":"2026-11-21T00:00:00.123Z",)"
            R"("lastActiveAt":"2026-11-21T00:01:00.000Z"})");
}

TEST(ConnectionJson, TellsSdksNullForAnAgentThatDidNotSayItsName) {
  ConnectionView view = connection();
  view.user_agent.clear();
  EXPECT_TRUE(boost::json::parse(get_connection_body(view)).at("identity").at("userAgent").is_null());
}

}  // namespace
}  // namespace belfry::wire
