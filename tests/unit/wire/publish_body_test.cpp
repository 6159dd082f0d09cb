#include "wire/publish_body.hpp"

#include "json/writer.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <variant>

namespace belfry::wire {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr Instant kNow{std::chrono::milliseconds(1'769'342'400'000)};

Result<PublishDraft> read(std::string_view body) { return read_publish_body(body, NotificationTypes(), kNow); }

/// A good body with these members beside.
std::string with(std::string_view members) {
  return fmt::format(R"({{"userId":"ada","type":"new_like","title":"T"{}{}}})", members.empty() ? "" : ",", members);
}

std::vector<std::string> faults_of(std::string_view body) {
  const auto draft = read(body);
  std::vector<std::string> told;
  if (!draft) {
    EXPECT_EQ(draft.error().code, ErrorCode::validation_failed);
    for (const FieldError& field : draft.error().fields) {
      told.push_back(field.pointer + " " + field.code);
    }
  }
  return told;
}

std::vector<std::string> users_of(const PublishDraft& draft) {
  std::vector<std::string> users;
  if (const auto* named = std::get_if<std::vector<UserId>>(&draft.audience)) {
    for (const UserId& user : *named) {
      users.push_back(user.str());
    }
  }
  return users;
}

TEST(PublishBody, ReadsEveryMember) {
  const auto read_draft = read(with(R"("body":"B","icon":"i","actionUrl":"/x","channel":"team:7",)"
                                    R"("data":{ "k" : [ 1.50, {} ] },"expiresAt":1769342400001,)"
                                    R"("dedupeKey":"d 1","collapseKey":"c/1")"));
  ASSERT_TRUE(read_draft);
  EXPECT_THAT(users_of(*read_draft), ElementsAre("ada"));
  Notification expected;
  expected.type = "new_like";
  expected.title = "T";
  expected.body = "B";
  expected.icon = "i";
  expected.action_url = "/x";
  expected.channel = "team:7";
  expected.data = R"({"k":[1.5,{}]})";
  expected.expires_at = kNow + std::chrono::milliseconds(1);
  EXPECT_EQ(read_draft->draft, expected);
  EXPECT_EQ(read_draft->dedupe_key, "d 1");
  EXPECT_EQ(read_draft->collapse_key, "c/1");
}

TEST(PublishBody, IsForTheSubscribersOfItsChannelWhenItNamesNoUser) {
  const auto draft = read(R"({"channel":"team:7","type":"new_like","title":"T","collapseKey":"c","dedupeKey":"d"})");
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->audience, Audience(ToChannel{}));
  EXPECT_EQ(draft->draft.channel, "team:7");
}

TEST(PublishBody, IsForTheUserWhenItNamesAChannelBeside) {
  const auto draft = read(with(R"("channel":"team:7")"));
  ASSERT_TRUE(draft);
  EXPECT_THAT(users_of(*draft), ElementsAre("ada"));
  EXPECT_EQ(draft->draft.channel, "team:7");
}

TEST(PublishBody, IsForEverybodyWhenItSaysSo) {
  const auto draft = read(R"({"audience":"all","type":"new_like","title":"T"})");
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->audience, Audience(ToEverybody{}));
}

TEST(PublishBody, TakesEachUserOnceInTheOrderGiven) {
  const auto draft = read(R"({"userIds":["b","a","b","c","a"],"type":"new_like","title":"T"})");
  ASSERT_TRUE(draft);
  EXPECT_THAT(users_of(*draft), ElementsAre("b", "a", "c"));
}

TEST(PublishBody, IsInvalidRatherThanWrongWhenItIsNotJson) {
  const auto draft = read("{");
  ASSERT_FALSE(draft);
  EXPECT_EQ(draft.error().code, ErrorCode::invalid_message);
}

TEST(PublishBody, MustBeAnObject) { EXPECT_THAT(faults_of("[]"), ElementsAre(" type")); }

TEST(PublishBody, NeedsExactlyOneTarget) {
  EXPECT_THAT(faults_of(R"({"type":"new_like","title":"T"})"), ElementsAre(" target"));
  EXPECT_THAT(faults_of(with(R"("userIds":["bob"])")), ElementsAre(" target"));
  EXPECT_THAT(faults_of(with(R"("audience":"all")")), ElementsAre(" target"));
  EXPECT_THAT(faults_of(R"({"userIds":["bob"],"audience":"all","type":"new_like","title":"T"})"),
              ElementsAre(" target"));
}

TEST(PublishBody, KnowsOneAudienceOnly) {
  EXPECT_THAT(faults_of(R"({"audience":"some","type":"new_like","title":"T"})"), ElementsAre("/audience pattern"));
  EXPECT_THAT(faults_of(R"({"audience":["all"],"type":"new_like","title":"T"})"), ElementsAre("/audience type"));
}

TEST(PublishBody, RefusesWhatIsOfSingleUsersBesideAnAudience) {
  EXPECT_THAT(faults_of(R"({"audience":"all","type":"new_like","title":"T",)"
                        R"("channel":"team:7","dedupeKey":"d","collapseKey":"c"})"),
              UnorderedElementsAre("/channel not_allowed", "/dedupeKey not_allowed", "/collapseKey not_allowed"));
}

TEST(PublishBody, PointsAtAChannelThatIsNone) {
  EXPECT_THAT(faults_of(R"({"channel":"No Channel","type":"new_like","title":"T"})"), ElementsAre("/channel pattern"));
}

TEST(PublishBody, HoldsKeysToTheirLengthAndToPlainText) {
  const auto keys = [](std::string_view key) {
    return faults_of(with(fmt::format(R"("dedupeKey":"{}","collapseKey":"{}")", key, key)));
  };
  EXPECT_THAT(keys(std::string(255, 'k')), IsEmpty());
  EXPECT_THAT(keys(std::string(256, 'k')), UnorderedElementsAre("/dedupeKey too_long", "/collapseKey too_long"));
  EXPECT_THAT(keys(""), UnorderedElementsAre("/dedupeKey too_short", "/collapseKey too_short"));
  EXPECT_THAT(keys(R"(\u0000)"),
              UnorderedElementsAre("/dedupeKey control_character", "/collapseKey control_character"));
  EXPECT_THAT(faults_of(with(R"("dedupeKey":null)")), ElementsAre("/dedupeKey type"));
}

TEST(PublishBody, RefusesMembersItDoesNotKnow) {
  EXPECT_THAT(faults_of(with(R"("id":"x","to":"y")")),
              UnorderedElementsAre("/id unknown_member", "/to unknown_member"));
}

TEST(PublishBody, TellsFaultsOfShapeAndOfRulesTogetherAndOnceEach) {
  EXPECT_THAT(faults_of(R"({"userId":"","type":"nonsense","title":7,"expiresAt":1,"actionUrl":"//x","x":0})"),
              UnorderedElementsAre("/userId too_short", "/type unknown_type", "/title type", "/expiresAt past",
                                   "/actionUrl pattern", "/x unknown_member"));
}

TEST(PublishBody, TellsOneFaultAPlace) {
  EXPECT_THAT(faults_of(fmt::format(R"({{"userId":"ada","type":"{}","title":"T"}})", std::string(60, 'A'))),
              ElementsAre("/type too_long"));
}

TEST(PublishBody, NamesMissingMembers) {
  EXPECT_THAT(faults_of("{}"), UnorderedElementsAre("/type required", "/title required", " target"));
}

TEST(PublishBody, TakesAThousandUsersAndNoMore) {
  const auto body_for = [](int count) {
    std::string users;
    for (int i = 0; i < count; ++i) {
      users += fmt::format(R"({}"u{}")", i == 0 ? "" : ",", i);
    }
    return fmt::format(R"({{"userIds":[{}],"type":"new_like","title":"T"}})", users);
  };
  EXPECT_THAT(faults_of(body_for(1000)), IsEmpty());
  EXPECT_THAT(faults_of(body_for(1001)), ElementsAre("/userIds too_many"));
  EXPECT_THAT(faults_of(body_for(0)), ElementsAre("/userIds too_few"));
}

TEST(PublishBody, PointsAtTheUserThatIsWrong) {
  EXPECT_THAT(faults_of(R"({"userIds":["a",""],"type":"new_like","title":"T"})"), ElementsAre("/userIds/1 too_short"));
  EXPECT_THAT(faults_of(R"({"userIds":["a","b\u0000"],"type":"new_like","title":"T"})"),
              ElementsAre("/userIds/1 control_character"));
}

TEST(PublishBody, DemandsAnObjectAsData) {
  EXPECT_THAT(faults_of(with(R"("data":"text")")), ElementsAre("/data type"));
  EXPECT_THAT(faults_of(with(R"("data":null)")), ElementsAre("/data type"));
}

TEST(PublishBody, TakesTimesAsMilliseconds) {
  EXPECT_THAT(faults_of(with(R"("expiresAt":"2030-01-01T00:00:00.000Z")")), ElementsAre("/expiresAt type"));
  EXPECT_THAT(faults_of(with(R"("expiresAt":1e300)")), ElementsAre("/expiresAt range"));
}

TEST(PublishBody, HasASchemaWithItsLimits) {
  const std::string schema = json::compact(publish_body_schema());
  EXPECT_NE(schema.find(R"("title":{"type":"string","minLength":1,"maxLength":255})"), std::string::npos) << schema;
  EXPECT_NE(schema.find(R"("required":["type","title"],"additionalProperties":false)"), std::string::npos) << schema;
  EXPECT_NE(
      schema.find(R"("oneOf":[{"required":["userId"]},{"required":["userIds"]},{"required":["audience"],"not":)"
                  R"({"anyOf":[{"required":["channel"]},{"required":["dedupeKey"]},{"required":["collapseKey"]}]}},)"
                  R"({"required":["channel"],"not":)"
                  R"({"anyOf":[{"required":["userId"]},{"required":["userIds"]},{"required":["audience"]}]}}])"),
      std::string::npos)
      << schema;
}

}  // namespace
}  // namespace belfry::wire
