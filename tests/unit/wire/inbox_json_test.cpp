#include "wire/inbox_json.hpp"

#include "unit/dialects/sample_messages.hpp"

#include <gtest/gtest.h>

#include <string>

namespace belfry::wire {
namespace {

constexpr const char* kNotification =
    R"("id":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab","type":"new_like","title":"Grace likes your board",)"
    R"("createdAt":1769342400000)";

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) {
    text += part;
  }
  return text;
}

TEST(InboxJson, AHistoryPageHasItemsCountsAndBothCursors) {
  const std::vector<InboxItem> items = {
      {.notification = samples::minimal_notification(), .rev = 9, .read_at = {}, .delivered_at = {}},
      {.notification = samples::minimal_notification(),
       .rev = 8,
       .read_at = from_millis(5),
       .delivered_at = from_millis(4)}};
  EXPECT_EQ(history_body(items, HistoryPosition{8, 5}, samples::state(), UserId("ada")),
            joined({R"({"items":[{)", kNotification, R"(,"rev":9,"userId":"ada"},{)", kNotification,
                    R"(,"rev":8,"readAt":5,"deliveredAt":4,"userId":"ada"}],"nextCursor":"p8.5",)",
                    R"("rev":42,"unread":3,"unseen":2,"cursor":"1a2b3c4d.42.5"})"}));
}

TEST(InboxJson, TheLastHistoryPageHasNoNextCursor) {
  EXPECT_EQ(history_body({}, std::nullopt, samples::state(), UserId("ada")),
            R"({"items":[],"rev":42,"unread":3,"unseen":2,"cursor":"1a2b3c4d.42.5"})");
}

TEST(InboxJson, TheChangesOfTheLastPageEndAtTheHead) {
  const std::vector<Change> changes = {samples::change(42, ChangeOp::read)};
  EXPECT_EQ(changes_body(changes, samples::state().cursor(), More::no, samples::state()),
            R"({"changes":[{"rev":42,"at":1769342400042,"op":"read",)"
            R"("notificationId":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab"}],)"
            R"("rev":42,"unread":3,"unseen":2,"cursor":"1a2b3c4d.42.5","hasMore":false})");
}

TEST(InboxJson, WhileThereIsMoreTheCursorStaysAtTheLastChangeTold) {
  const std::vector<Change> changes = {samples::change(20, ChangeOp::seen)};
  EXPECT_EQ(changes_body(changes, Cursor{0x1a2b3c4d, 20, 4}, More::yes, samples::state()),
            R"({"changes":[{"rev":20,"at":1769342400020,"op":"seen","upTo":19}],)"
            R"("rev":20,"unread":3,"unseen":2,"cursor":"1a2b3c4d.20.4","hasMore":true})");
}

TEST(InboxJson, TheStateIsFourMembers) {
  EXPECT_EQ(state_body(samples::state()), R"({"rev":42,"unread":3,"unseen":2,"cursor":"1a2b3c4d.42.5"})");
}

TEST(InboxJson, APublishIsAnsweredWithItsIdAndHowManyTookIt) {
  EXPECT_EQ(published_body(samples::notification_id(), 2, std::vector<Suppressed>{}),
            R"({"id":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab","accepted":2,"suppressed":[]})");
}

TEST(PageCursor, ReadsBackWhatItWrote) {
  for (const Rev rev : {Rev{0}, Rev{1}, Rev{123'456'789}, (Rev{1} << 53) - 1}) {
    const HistoryPosition position{rev, 7};
    EXPECT_EQ(parse_page_cursor(page_cursor(position)), position);
  }
}

TEST(PageCursor, IsNoLogPositionAndNothingElse) {
  for (const auto* text : {"", "p", "12", "p1", "p1.", "p.1", "p-1.0", "p01.0", "p1x.0", "P1.0", "p 1.0", "p1.2.3",
                           "p1.01", "0000000f.1.1", "p0000000f.1.1", "p99999999999999999999.0"}) {
    EXPECT_FALSE(parse_page_cursor(text)) << text;
  }
}

TEST(ReadAllBody, MeansEverythingWhenItSaysNothing) {
  for (const auto* body : {"", "{}"}) {
    const auto up_to = read_read_all_body(body);
    ASSERT_TRUE(up_to) << body;
    EXPECT_FALSE(*up_to) << body;
  }
}

TEST(ReadAllBody, TakesACursorOrARev) {
  const auto by_cursor = read_read_all_body(R"({"upTo":"0000000f.12.3"})");
  ASSERT_TRUE(by_cursor && *by_cursor);
  EXPECT_EQ((*by_cursor)->rev, 12U);
  EXPECT_EQ((*by_cursor)->epoch, 15U);
  const auto by_rev = read_read_all_body(R"({"upTo":12})");
  ASSERT_TRUE(by_rev && *by_rev);
  EXPECT_EQ((*by_rev)->rev, 12U);
  EXPECT_FALSE((*by_rev)->epoch);
}

TEST(ReadAllBody, RefusesAnythingElse) {
  for (const auto* body : {"[]", R"({"upTo":"x"})", R"({"upTo":true})", R"({"upto":1})"}) {
    const auto up_to = read_read_all_body(body);
    ASSERT_FALSE(up_to) << body;
    EXPECT_EQ(up_to.error().code, ErrorCode::validation_failed) << body;
  }
  EXPECT_EQ(read_read_all_body("{").error().code, ErrorCode::invalid_message);
}

TEST(SeenBody, NeedsItsPosition) {
  EXPECT_EQ(read_seen_body(R"({"upTo":7})").value().rev, 7U);
  const auto missing = read_seen_body("{}");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().fields[0].pointer, "/upTo");
  EXPECT_EQ(missing.error().fields[0].code, "required");
  EXPECT_EQ(read_seen_body("").error().code, ErrorCode::invalid_message);
}

}  // namespace
}  // namespace belfry::wire
