#include "wire/event_json.hpp"

#include <gtest/gtest.h>

namespace belfry::wire {
namespace {

std::string text_of(const Event& event) {
  json::Writer writer;
  writer.begin_object();
  write_event_members(writer, event);
  writer.end_object();
  return writer.take();
}

NotificationId some_id() { return Uuid::parse("0198b1a2-0000-7000-8000-000000000001").value_or(Uuid{}); }

TEST(EventJson, TellsADecisionWithItsContent) {
  const UserId user("ada");
  Notification notification;
  notification.id = some_id();
  notification.type = "new_like";
  notification.title = "Hi";
  notification.created_at = from_millis(5);
  notification.data = R"({"a":1})";
  Event event{.id = 7, .type = "notification.decided", .at = from_millis(6), .notification_id = some_id()};
  event.user = &user;
  event.notification = &notification;
  event.decisions = Decisions{.kinds = {Decision::deliver, Decision::deliver, Decision::quiet_hours}};
  EXPECT_EQ(text_of(event),
            R"({"id":"evt_7","type":"notification.decided","at":6,"userId":"ada",)"
            R"("notificationId":"0198b1a2-0000-7000-8000-000000000001",)"
            R"("channels":{"email":"deliver","push":"quiet_hours"},)"
            R"("notification":{"id":"0198b1a2-0000-7000-8000-000000000001","type":"new_like","title":"Hi",)"
            R"("data":{"a":1},"createdAt":5}})");
}

TEST(EventJson, LeavesOutWhatIsNotToBeTold) {
  const UserId user("ada");
  Event event{.id = 8, .type = "notification.delivered", .at = from_millis(6), .notification_id = some_id()};
  event.user = &user;
  EXPECT_EQ(text_of(event), R"({"id":"evt_8","type":"notification.delivered","at":6,"userId":"ada",)"
                            R"("notificationId":"0198b1a2-0000-7000-8000-000000000001"})");
}

TEST(EventJson, SaysThatAnEventIsForEverybody) {
  const Event event{.id = 9, .type = "notification.decided", .at = from_millis(6), .notification_id = some_id()};
  const std::string text = text_of(event);
  EXPECT_NE(text.find(R"("audience":"all")"), std::string::npos) << text;
  EXPECT_EQ(text.find("userId"), std::string::npos) << text;
}

}  // namespace
}  // namespace belfry::wire
