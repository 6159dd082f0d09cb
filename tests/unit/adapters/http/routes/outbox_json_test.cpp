#include "adapters/http/routes/outbox_json.hpp"

#include "unit/dialects/sample_messages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace belfry::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

OutboxEntry decided() {
  OutboxEntry entry;
  entry.id = 7;
  entry.user = UserId("ada");
  entry.notification_id = samples::notification_id();
  entry.notification = samples::minimal_notification();
  entry.decisions = {.kinds = {Decision::deliver, Decision::deliver, Decision::disabled}};
  entry.at = from_millis(10);
  entry.attempts = 10;
  entry.last_error = "status 500";
  return entry;
}

TEST(OutboxJson, TellsWhatWaitsAndWhatIsDead) {
  EXPECT_EQ(outbox_status_body({.waiting = 3, .dead = 1, .oldest = from_millis(5)}),
            R"({"waiting":3,"dead":1,"oldest":5})");
  EXPECT_EQ(outbox_status_body({}), R"({"waiting":0,"dead":0})");
}

TEST(OutboxJson, ListsTheDeadAsTheirWebhooksWithWhatWasTried) {
  OutboxEntry delivered = decided();
  delivered.id = 8;
  delivered.kind = OutboxKind::delivered;
  delivered.user = std::nullopt;
  delivered.notification = nullptr;
  delivered.last_error.clear();
  const std::vector<OutboxEntry> dead = {decided(), delivered};
  EXPECT_EQ(dead_events_body(dead, MoreDead::yes),
            R"({"items":[{"id":"evt_7","type":"notification.decided","at":10,"userId":"ada",)"
            R"("notificationId":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab",)"
            R"("channels":{"email":"deliver","push":"disabled"},)"
            R"("notification":{"id":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab","type":"new_like",)"
            R"("title":"Grace likes your board","createdAt":1769342400000},"attempts":10,"lastError":"status 500"},)"
            R"({"id":"evt_8","type":"notification.delivered","at":10,"audience":"all",)"
            R"("notificationId":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab","attempts":10}],"nextAfter":"evt_8"})");
}

TEST(OutboxJson, EndsAListWithoutANextPage) { EXPECT_EQ(dead_events_body({}, MoreDead::no), R"({"items":[]})"); }

TEST(OutboxJson, RetriesAllWhenNoneIsNamed) {
  for (const std::string_view body : {"", "{}"}) {
    const auto ids = read_retry_body(body);
    ASSERT_TRUE(ids) << body;
    EXPECT_THAT(*ids, IsEmpty()) << body;
  }
}

TEST(OutboxJson, RetriesTheNamedOnes) {
  const auto ids = read_retry_body(R"({"ids":["evt_7","evt_12"]})");
  ASSERT_TRUE(ids);
  EXPECT_THAT(*ids, ElementsAre(7U, 12U));
}

void expect_fault(std::string_view body, std::string_view pointer, std::string_view code) {
  const auto ids = read_retry_body(body);
  ASSERT_FALSE(ids) << body;
  ASSERT_FALSE(ids.error().fields.empty()) << body;
  EXPECT_EQ(ids.error().fields[0].pointer, pointer) << body;
  EXPECT_EQ(ids.error().fields[0].code, code) << body;
}

TEST(OutboxJson, PointsAtWhatIsNoListOfEvents) {
  expect_fault("{", "", "json");
  expect_fault("[]", "", "type");
  expect_fault(R"({"ids":[]})", "/ids", "too_few");
  expect_fault(R"({"ids":[7]})", "/ids/0", "type");
  expect_fault(R"({"ids":["evt_7","seven"]})", "/ids/1", "pattern");
  expect_fault(R"({"all":true})", "/all", "unknown_member");
}

TEST(OutboxJson, AnswersHowManyWaitAgain) { EXPECT_EQ(retried_body(2), R"({"retried":2})"); }

TEST(EventId, IsANumberBehindItsPrefix) {
  EXPECT_EQ(parse_event_id("evt_7"), 7U);
  EXPECT_EQ(parse_event_id("evt_9223372036854775807"), 9'223'372'036'854'775'807U);
  for (const std::string_view text :
       {"", "7", "evt_", "evt_-1", "evt_7x", "EVT_7", "evt_9223372036854775808", "evt_99999999999999999999"}) {
    EXPECT_FALSE(parse_event_id(text)) << text;
  }
}

}  // namespace
}  // namespace belfry::http
