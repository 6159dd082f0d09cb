#include "wire/broadcast_body.hpp"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>

namespace belfry::wire {
namespace {

const Instant kNow = from_millis(1'795'219'200'123);

constexpr std::string_view kNotification = R"({"type":"notification","data":{"title":"T","message":"M"}})";

Result<BroadcastDraft> read(std::string_view target, std::string_view message = kNotification) {
  return read_broadcast_body(R"({"target":)" + std::string(target) + R"(,"message":)" + std::string(message) + "}",
                             kNow);
}

/// The pointer of the first fault.
std::string fault_of(const Result<BroadcastDraft>& draft) {
  return draft || draft.error().fields.empty() ? "none" : draft.error().fields.front().pointer;
}

boost::json::value data_of(std::string_view message) {
  return boost::json::parse(read(R"({"all":true})", message)->data);
}

TEST(BroadcastBody, IsForEverybodyForAUserOrForAConnection) {
  EXPECT_TRUE(std::holds_alternative<ToEverybody>(read(R"({"all":true})")->target));
  EXPECT_EQ(std::get<UserId>(read(R"({"userId":"ada"})")->target), UserId("ada"));
  EXPECT_EQ(std::get<ToConnection>(read(R"({"connectionId":"conn_1_2"})")->target).connection_id, "conn_1_2");
}

TEST(BroadcastBody, HasExactlyOneTarget) {
  EXPECT_EQ(fault_of(read("{}")), "/target");
  EXPECT_EQ(fault_of(read(R"({"all":true,"userId":"ada"})")), "/target");
  EXPECT_EQ(fault_of(read(R"({"all":false})")), "/target/all");
  EXPECT_EQ(fault_of(read(R"({"userId":""})")), "/target/userId");
  EXPECT_EQ(fault_of(read(R"({"team":"x"})")), "/target/team");
}

TEST(BroadcastBody, FillsInWhatANotificationNeedNotSay) {
  const auto data = data_of(kNotification);
  EXPECT_TRUE(Uuid::parse(data.at("id").as_string()));
  EXPECT_EQ(data.at("level"), "info");
  EXPECT_EQ(data.at("severity"), "info");
  EXPECT_EQ(data.at("timestamp"), "2026-11-21T00:00:00.123Z");
}

TEST(BroadcastBody, KeepsWhatTheNotificationSays) {
  const auto data = data_of(
      R"({"type":"notification","data":{"id":"n1","title":"T","message":"M","level":"error","actionUrl":"/x",
          "timestamp":"2026-01-25T12:00:00.000Z","data":{"a":[1]}}})");
  EXPECT_EQ(data.at("id"), "n1");
  EXPECT_EQ(data.at("timestamp"), "2026-01-25T12:00:00.000Z");
  EXPECT_EQ(data.at("actionUrl"), "/x");
  EXPECT_EQ(data.at("data"), boost::json::parse(R"({"a":[1]})"));
}

TEST(BroadcastBody, TakesLevelAndSeverityForEachOther) {
  for (const std::string_view name : {"level", "severity"}) {
    const auto data = data_of(R"({"type":"notification","data":{"title":"T","message":"M",")" + std::string(name) +
                              R"(":"warning"}})");
    EXPECT_EQ(data.at("level"), "warning") << name;
    EXPECT_EQ(data.at("severity"), "warning") << name;
  }
  EXPECT_EQ(fault_of(read(R"({"all":true})", R"({"type":"notification","data":{"title":"T","message":"M",
                          "level":"info","severity":"error"}})")),
            "/message/data/severity");
}

TEST(BroadcastBody, ChecksANotificationAgainstItsSchema) {
  EXPECT_EQ(fault_of(read(R"({"all":true})", R"({"type":"notification","data":{"message":"M"}})")),
            "/message/data/title");
  EXPECT_EQ(
      fault_of(read(R"({"all":true})", R"({"type":"notification","data":{"title":"T","message":"M","level":"loud"}})")),
      "/message/data/level");
  EXPECT_EQ(
      fault_of(read(R"({"all":true})", R"({"type":"notification","data":{"title":"T","message":"M","sound":"x"}})")),
      "/message/data/sound");
  EXPECT_EQ(fault_of(read(R"({"all":true})",
                          R"({"type":"notification","data":{"title":"T","message":"M","timestamp":"now"}})")),
            "/message/data/timestamp");
}

TEST(BroadcastBody, TakesTheProgressOfAnUpload) {
  const auto data = data_of(R"({"type":"upload_progress","data":{"uploadId":"u1","fileName":"a.csv","progress":12.5,
                                "currentRow":1,"totalRows":8,"message":"Reading"}})");
  EXPECT_EQ(data.at("progress"), 12.5);
  EXPECT_EQ(data.at("timestamp"), "2026-11-21T00:00:00.123Z");
}

TEST(BroadcastBody, KeepsProgressWithinAHundredPercent) {
  for (const std::string_view progress : {"-1", "100.5"}) {
    EXPECT_EQ(fault_of(read(R"({"all":true})", R"({"type":"upload_progress","data":{"uploadId":"u1","fileName":"a",
                            "message":"x","progress":)" +
                                                   std::string(progress) + "}}")),
              "/message/data/progress");
  }
}

TEST(BroadcastBody, KnowsTwoTypesOnly) {
  EXPECT_EQ(fault_of(read(R"({"all":true})", R"({"type":"connected","data":{}})")), "/message/type");
}

TEST(BroadcastBody, MustBeJson) {
  EXPECT_EQ(read_broadcast_body("{", kNow).error().code, ErrorCode::invalid_message);
  EXPECT_EQ(read_broadcast_body("[]", kNow).error().code, ErrorCode::validation_failed);
  EXPECT_EQ(read_broadcast_body("{}", kNow).error().code, ErrorCode::validation_failed);
}

TEST(BroadcastBody, CountsInTheAnswer) { EXPECT_EQ(tally_body(3, 1), R"({"successCount":3,"failureCount":1})"); }

}  // namespace
}  // namespace belfry::wire
