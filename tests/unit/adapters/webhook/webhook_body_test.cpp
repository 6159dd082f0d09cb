#include "adapters/webhook/webhook_body.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace belfry::webhook {
namespace {

OutboxEntry entry_of(OutboxKind kind) {
  auto notification = std::make_shared<Notification>();
  notification->type = "new_like";
  notification->title = "Hi";
  OutboxEntry entry;
  entry.id = 12;
  entry.kind = kind;
  entry.user = UserId("ada");
  entry.notification = notification;
  entry.decisions.kinds = {Decision::disabled, Decision::deliver, Decision::type_disabled};
  return entry;
}

TEST(WebhookBody, TellsWhatWasDecidedAndTheContent) {
  const std::string body = webhook_body(entry_of(OutboxKind::decided));
  EXPECT_NE(body.find(R"("id":"evt_12","type":"notification.decided")"), std::string::npos) << body;
  EXPECT_NE(body.find(R"("channels":{"email":"deliver","push":"type_disabled"})"), std::string::npos) << body;
  EXPECT_NE(body.find(R"("title":"Hi")"), std::string::npos) << body;
}

TEST(WebhookBody, TellsOfADeliveryWhoseItWasAndNoMore) {
  const std::string body = webhook_body(entry_of(OutboxKind::delivered));
  EXPECT_NE(body.find(R"("type":"notification.delivered")"), std::string::npos) << body;
  EXPECT_NE(body.find(R"("userId":"ada")"), std::string::npos) << body;
  EXPECT_EQ(body.find("channels"), std::string::npos) << body;
  EXPECT_EQ(body.find("title"), std::string::npos) << body;
}

TEST(WebhookBody, IsTheSameOnEveryAttempt) {
  OutboxEntry again = entry_of(OutboxKind::decided);
  again.attempts = 4;
  again.last_error = "status 503";
  EXPECT_EQ(webhook_body(again), webhook_body(entry_of(OutboxKind::decided)));
}

TEST(WebhookBody, DoesWithoutContentThatHasGone) {
  OutboxEntry entry = entry_of(OutboxKind::decided);
  entry.notification = nullptr;
  EXPECT_EQ(webhook_body(entry).find("\"notification\":"), std::string::npos);
}

}  // namespace
}  // namespace belfry::webhook
