#include "wire/announcement_json.hpp"

#include "json/writer.hpp"
#include "unit/dialects/sample_messages.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace belfry::wire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

constexpr Instant kNow{std::chrono::milliseconds(1'769'342'400'000)};

Result<AnnouncementPatch> read(std::string_view body) { return read_announcement_patch(body, kNow); }

std::vector<std::string> faults_of(std::string_view body) {
  const auto patch = read(body);
  std::vector<std::string> told;
  if (!patch) {
    EXPECT_EQ(patch.error().code, ErrorCode::validation_failed);
    for (const FieldError& field : patch.error().fields) {
      told.push_back(field.pointer + " " + field.code);
    }
  }
  return told;
}

TEST(AnnouncementJson, ReadsEveryMember) {
  const auto patch = read(R"({"title":"T","body":"B","icon":"i","actionUrl":"/x","data":{ "k" : 1 },)"
                          R"("expiresAt":1769342400001})");
  ASSERT_TRUE(patch);
  Notification expected;
  expected.title = "T";
  expected.body = "B";
  expected.icon = "i";
  expected.action_url = "/x";
  expected.data = R"({"k":1})";
  expected.expires_at = kNow + std::chrono::milliseconds(1);
  EXPECT_EQ(apply(*patch, {}), expected);
}

TEST(AnnouncementJson, LeavesWhatIsNotNamed) {
  const auto patch = read(R"({"title":"T"})");
  ASSERT_TRUE(patch);
  Notification expected = *samples::full_notification();
  expected.title = "T";
  EXPECT_EQ(apply(*patch, *samples::full_notification()), expected);
}

TEST(AnnouncementJson, TakesAwayWhatIsNull) {
  const auto patch = read(R"({"body":null,"icon":null,"actionUrl":null,"data":null,"expiresAt":null})");
  ASSERT_TRUE(patch);
  Notification before = *samples::full_notification();
  Notification expected = before;
  expected.body = expected.icon = expected.action_url = expected.data = std::nullopt;
  expected.expires_at = std::nullopt;
  EXPECT_EQ(apply(*patch, before), expected);
}

TEST(AnnouncementJson, IsInvalidRatherThanWrongWhenItIsNotJson) {
  const auto patch = read("{");
  ASSERT_FALSE(patch);
  EXPECT_EQ(patch.error().code, ErrorCode::invalid_message);
}

TEST(AnnouncementJson, MustBeAnObjectThatSaysSomething) {
  EXPECT_THAT(faults_of("[]"), ElementsAre(" type"));
  EXPECT_THAT(faults_of("{}"), ElementsAre(" too_few"));
}

TEST(AnnouncementJson, HoldsAnEditToTheRulesOfAPublish) {
  EXPECT_THAT(faults_of(R"({"title":"","body":"a\u0000","icon":7,"actionUrl":"//x","data":[],"expiresAt":1})"),
              UnorderedElementsAre("/title too_short", "/body control_character", "/icon type", "/actionUrl pattern",
                                   "/data type", "/expiresAt past"));
  EXPECT_THAT(faults_of(fmt::format(R"({{"title":"{}"}})", std::string(256, 'x'))), ElementsAre("/title too_long"));
}

TEST(AnnouncementJson, NeverTakesTheTitleAway) {
  EXPECT_THAT(faults_of(R"({"title":null})"), ElementsAre("/title type"));
}

TEST(AnnouncementJson, RefusesWhatCannotBeEdited) {
  EXPECT_THAT(faults_of(R"({"type":"new_like","channel":"a","audience":"all"})"),
              UnorderedElementsAre("/type unknown_member", "/channel unknown_member", "/audience unknown_member"));
}

TEST(AnnouncementJson, AnswersWithTheContentAndItsNumber) {
  EXPECT_EQ(announcement_body(*samples::minimal_notification(), 7),
            R"({"id":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab","type":"new_like","title":"Grace likes your board",)"
            R"("createdAt":1769342400000,"announcement":7})");
}

TEST(AnnouncementJson, HasASchemaInWhichAllButTheTitleMayBeNull) {
  const std::string schema = json::compact(announcement_patch_schema());
  EXPECT_THAT(schema, HasSubstr(R"("title":{"type":"string","minLength":1,"maxLength":255})"));
  EXPECT_THAT(schema, HasSubstr(R"("body":{"type":["string","null"],"maxLength":10000})"));
  EXPECT_THAT(schema, HasSubstr(R"("minProperties":1)"));
}

}  // namespace
}  // namespace belfry::wire
