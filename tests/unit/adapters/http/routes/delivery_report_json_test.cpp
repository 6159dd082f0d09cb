#include "adapters/http/routes/delivery_report_json.hpp"

#include "unit/dialects/sample_messages.hpp"

#include <gtest/gtest.h>

namespace belfry::http {
namespace {

UserDelivery delivery(std::string user) {
  UserDelivery made;
  made.user = UserId(std::move(user));
  made.decided_at = from_millis(10);
  return made;
}

DeliveryReport report(std::vector<UserDelivery> users) {
  DeliveryReport made;
  made.notification = samples::minimal_notification();
  made.users = std::move(users);
  return made;
}

TEST(DeliveryReportJson, TellsDecisionsAndConnectionsOfEachUser) {
  UserDelivery ada = delivery("ada");
  ada.rev = 7;
  ada.decisions = {.kinds = {Decision::deliver, Decision::type_disabled, Decision::quiet_hours}, .silent = true};
  ada.delivered_at = from_millis(12);
  ada.read_at = from_millis(13);
  UserDelivery bob = delivery("bob");
  bob.decisions = Decisions::none(Decision::duplicate);
  bob.whereabouts = Whereabouts::suppressed;
  const std::vector<ConnectionTrace> connections = {
      {.user = ada.user,
       .connection_id = "conn_1",
       .sent_at = from_millis(11),
       .acked_at = from_millis(12),
       .repeats = 0},
      {.user = ada.user, .connection_id = "", .sent_at = from_millis(11), .acked_at = {}, .repeats = 2},
      {.user = UserId("eve"), .connection_id = "conn_3", .sent_at = from_millis(11), .acked_at = {}, .repeats = 0}};
  EXPECT_EQ(delivery_report_body(samples::notification_id(), report({ada, bob}), connections),
            R"({"id":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab","type":"new_like","target":"users","users":[)"
            R"({"userId":"ada","decidedAt":10,"state":"inbox","rev":7,"silent":true,)"
            R"("inApp":"deliver","email":"type_disabled","push":"quiet_hours","deliveredAt":12,"readAt":13,)"
            R"("connections":[{"connectionId":"conn_1","sentAt":11,"ackedAt":12},{"sentAt":11,"repeats":2}]},)"
            R"({"userId":"bob","decidedAt":10,"state":"suppressed",)"
            R"("inApp":"duplicate","email":"duplicate","push":"duplicate","connections":[]}]})");
}

TEST(DeliveryReportJson, TellsHowManySubscribersOfAChannelStillWait) {
  DeliveryReport sent = report({});
  sent.target = PublishTarget::channel;
  sent.waiting = 400;
  EXPECT_EQ(delivery_report_body(samples::notification_id(), sent, {}),
            R"({"id":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab","type":"new_like","target":"channel","waiting":400,)"
            R"("users":[]})");
}

TEST(DeliveryReportJson, DoesWithoutAContentThatIsGone) {
  DeliveryReport gone = report({});
  gone.notification = nullptr;
  gone.target = PublishTarget::everybody;
  EXPECT_EQ(delivery_report_body(samples::notification_id(), gone, {}),
            R"({"id":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab","target":"all","users":[]})");
}

TEST(DeliveryReportJson, GoesOnBehindTheLastUserOfThePage) {
  DeliveryReport page = report({delivery("ada"), delivery("bob@example.com")});
  page.has_more = true;
  const std::string body = delivery_report_body(samples::notification_id(), page, {});
  EXPECT_NE(body.find(R"("nextCursor":"ubob@example.com")"), std::string::npos) << body;
  EXPECT_EQ(parse_report_cursor("ubob@example.com"), UserId("bob@example.com"));
}

TEST(DeliveryReportJson, TakesNoOtherTextForACursor) {
  for (const std::string& text :
       {std::string(), std::string("u"), std::string("bob"), std::string("u\n\x01"), "u" + std::string(256, 'x')}) {
    EXPECT_FALSE(parse_report_cursor(text)) << text;
  }
}

}  // namespace
}  // namespace belfry::http
