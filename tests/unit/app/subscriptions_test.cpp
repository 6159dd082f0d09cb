#include "hub_fixture.hpp"

#include <fmt/format.h>

namespace belfry::app::test {
namespace {

class SubscriptionsTest : public HubTest {
 protected:
  static std::string code_of(const FakeSocket& socket) {
    return std::string(socket.sent.back().at("payload").at("code").as_string());
  }
  static std::string payload_of(const FakeSocket& socket) {
    return boost::json::serialize(socket.sent.back().at("payload"));
  }
  static std::string pointer_of(const FakeSocket& socket, std::string_view payload) {
    const auto& details = socket.sent.back().at(payload).at("details").as_array();
    return details.size() == 1 ? std::string(details.front().at("pointer").as_string()) : "not one";
  }
};

TEST_F(SubscriptionsTest, AreAnsweredWithAllChannelsOfTheUser) {
  FakeSocket& ada = connect("ada");
  settle();
  say(ada, "subscribe", R"({"channels":["news","user:ada:feed"]})");
  settle();
  EXPECT_EQ(ada.types().back(), "subscribed");
  EXPECT_EQ(payload_of(ada), R"({"channels":["news","user:ada:feed"]})");
  EXPECT_EQ(ada.sent.back().at("id").as_string(), "019b76da-a800-7000-8000-000000000001");
  say(ada, "unsubscribe", R"({"channels":["news","never"]})");
  settle();
  EXPECT_EQ(ada.types().back(), "unsubscribed");
  EXPECT_EQ(payload_of(ada), R"({"channels":["user:ada:feed"]})");
}

TEST_F(SubscriptionsTest, AreRefusedWhereTheRulesSaySoAndThenNoneIsMade) {
  FakeSocket& ada = connect("ada");
  settle();
  say(ada, "subscribe", R"({"channels":["news","user:bob:feed"]})");
  settle();
  EXPECT_EQ(code_of(ada), "FORBIDDEN_CHANNEL");
  say(ada, "unsubscribe", R"({"channels":["news"]})");
  settle();
  EXPECT_EQ(payload_of(ada), R"({"channels":[]})");
}

TEST_F(SubscriptionsTest, DemandProperNames) {
  FakeSocket& ada = connect("ada");
  settle();
  say(ada, "subscribe", R"({"channels":["News"]})");
  settle();
  EXPECT_EQ(code_of(ada), "INVALID_CHANNEL");
}

TEST_F(SubscriptionsTest, PointToTheFaultInTheMessageOfTheClient) {
  FakeSocket& ada = connect("ada");
  settle();
  for (const std::string_view channels : {R"(["news","News"])", R"(["news","user:bob:feed"])"}) {
    say(ada, "subscribe", fmt::format(R"({{"channels":{}}})", channels));
    settle();
    EXPECT_EQ(pointer_of(ada, "payload"), "/payload/channels/1");
  }
}

TEST_F(SubscriptionsTest, PointToTheFaultInADashboardsMessageToo) {
  FakeSocket& ada = connect_dashboard("ada");
  settle();
  ada.handler->on_text(R"({"type":"unsubscribe","data":{"channels":["News"]}})");
  settle();
  EXPECT_EQ(pointer_of(ada, "data"), "/data/channels/0");
}

TEST_F(SubscriptionsTest, AreLimitedAMinute) {
  services->settings.subscribes = {2, std::chrono::minutes(1)};
  FakeSocket& ada = connect("ada");
  settle();
  for (int i = 0; i < 3; ++i) {
    say(ada, "subscribe", R"({"channels":["news"]})");
    settle();
  }
  EXPECT_EQ(ada.types(), (std::vector<std::string>{"connected", "subscribed", "subscribed", "error"}));
  EXPECT_EQ(code_of(ada), "RATE_LIMITED");
  scheduler.advance(std::chrono::seconds(31));
  say(ada, "unsubscribe", R"({"channels":["news"]})");
  settle();
  EXPECT_EQ(ada.types().back(), "unsubscribed");
}

}  // namespace
}  // namespace belfry::app::test
