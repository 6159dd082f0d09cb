#include "wire/preferences_json.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace belfry::wire {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using enum ChannelKind;

Result<PreferencesPatch> read(std::string_view body) {
  return read_preferences_patch(body, NotificationTypes({"order_shipped"}), MandatoryTypes({"maintenance_scheduled"}));
}

/// What holds after the patch of what held before.
Preferences patched(std::string_view body, Preferences before = {}) {
  const auto patch = read(body);
  return patch ? apply(*patch, std::move(before)).value() : Preferences{.enabled = {}, .types = {}, .quiet_hours = {}};
}

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

std::string with_period(std::string_view period) {
  return fmt::format(R"({{"quietHours":{{"timeZone":"UTC","periods":[{}]}}}})", period);
}

Preferences before() {
  Preferences preferences;
  preferences.enabled = {true, false, false};
  preferences.types["new_like"] = {false, false, false};
  preferences.types["new_comment"] = {false, std::nullopt, std::nullopt};
  preferences.quiet_hours = QuietHours{TimeZone::find("UTC").value(), {{.days = 1, .from = 60, .to = 120}}};
  return preferences;
}

TEST(PreferencesPatch, ThatSaysNothingChangesNothing) {
  EXPECT_EQ(patched("{}", before()), before());
  EXPECT_EQ(patched(R"({"preferences":{},"quietHours":{}})", before()), before());
  EXPECT_EQ(patched(R"({"preferences":{"new_like":{}}})", before()), before());
}

TEST(PreferencesPatch, SetsSwitches) {
  EXPECT_EQ(patched(R"({"inAppEnabled":false,"pushEnabled":true})", before()).enabled,
            (PerKind<bool>{false, false, true}));
}

TEST(PreferencesPatch, SetsKindsOfTypesThatAreKnown) {
  const Preferences after = patched(R"({"preferences":{"order_shipped":{"inApp":true,"email":false}}})");
  EXPECT_EQ(after.types.at("order_shipped"), (TypePreference{true, false, std::nullopt}));
}

TEST(PreferencesPatch, TakesAwayByNull) {
  EXPECT_EQ(patched(R"({"emailEnabled":null})", before()).enabled, (PerKind<bool>{true, true, false}));
  EXPECT_FALSE(patched(R"({"preferences":{"new_like":null}})", before()).types.contains("new_like"));
  EXPECT_EQ(patched(R"({"preferences":{"new_like":{"push":null}}})", before()).types.at("new_like"),
            (TypePreference{false, false, std::nullopt}));
  EXPECT_THAT(patched(R"({"preferences":null})", before()).types, IsEmpty());
  EXPECT_FALSE(patched(R"({"quietHours":null})", before()).quiet_hours);
}

TEST(PreferencesPatch, TakesAwayWhatWasSaidAboutATypeThatIsGone) {
  Preferences kept;
  kept.types["gone_since"] = {false, false, false};
  EXPECT_THAT(patched(R"({"preferences":{"gone_since":null}})", kept).types, IsEmpty());
}

TEST(PreferencesPatch, SetsQuietHours) {
  const auto hours = patched(R"({"quietHours":{"timeZone":"Europe/Vienna","periods":[)"
                             R"({"days":["mon","sun","mon"],"from":"22:30","to":"07:05"}]}})")
                         .quiet_hours;
  ASSERT_TRUE(hours);
  EXPECT_EQ(hours->time_zone.name(), "Europe/Vienna");
  EXPECT_THAT(hours->periods, ElementsAre(QuietPeriod{.days = 0x41, .from = 22 * 60 + 30, .to = 7 * 60 + 5}));
}

TEST(PreferencesPatch, MovesQuietHoursToAnotherZone) {
  const auto hours = patched(R"({"quietHours":{"timeZone":"Asia/Tokyo"}})", before()).quiet_hours;
  ASSERT_TRUE(hours);
  EXPECT_EQ(hours->time_zone.name(), "Asia/Tokyo");
  EXPECT_EQ(hours->periods.size(), 1U);
}

TEST(PreferencesPatch, IsInvalidRatherThanWrongWhenItIsNotJson) {
  const auto patch = read("{");
  ASSERT_FALSE(patch);
  EXPECT_EQ(patch.error().code, ErrorCode::invalid_message);
}

TEST(PreferencesPatch, MustBeAnObject) {
  EXPECT_THAT(faults_of("[]"), ElementsAre(" type"));
  EXPECT_THAT(faults_of("null"), ElementsAre(" type"));
}

TEST(PreferencesPatch, PointsAtEachMemberOfTheWrongType) {
  EXPECT_THAT(faults_of(R"({"inAppEnabled":"no","preferences":[],"quietHours":true})"),
              UnorderedElementsAre("/inAppEnabled type", "/preferences type", "/quietHours type"));
  EXPECT_THAT(faults_of(R"({"preferences":{"new_like":false,"new_comment":{"email":0}}})"),
              UnorderedElementsAre("/preferences/new_like type", "/preferences/new_comment/email type"));
  EXPECT_THAT(faults_of(R"({"quietHours":{"timeZone":1,"periods":{}}})"),
              UnorderedElementsAre("/quietHours/timeZone type", "/quietHours/periods type"));
}

TEST(PreferencesPatch, PointsAtMembersThatAreNotKnown) {
  EXPECT_THAT(faults_of(R"({"smsEnabled":true,"preferences":{"new_like":{"sms":true}},"quietHours":{"zone":"UTC"}})"),
              UnorderedElementsAre("/smsEnabled unknown_member", "/preferences/new_like/sms unknown_member",
                                   "/quietHours/zone unknown_member"));
}

TEST(PreferencesPatch, PointsAtTypesThatAreNotKnown) {
  EXPECT_THAT(faults_of(R"({"preferences":{"a/b":{"email":false}}})"), ElementsAre("/preferences/a~1b unknown_type"));
}

TEST(PreferencesPatch, SwitchesNoMandatoryTypeOff) {
  EXPECT_THAT(faults_of(R"({"preferences":{"maintenance_scheduled":{"inApp":false,"email":false,"push":true}}})"),
              UnorderedElementsAre("/preferences/maintenance_scheduled/inApp mandatory",
                                   "/preferences/maintenance_scheduled/email mandatory"));
  EXPECT_THAT(faults_of(R"({"preferences":{"maintenance_scheduled":{"inApp":true,"push":null}}})"), IsEmpty());
}

TEST(PreferencesPatch, LeavesTheListOfMandatoryTypesToTheServer) {
  EXPECT_THAT(faults_of(R"({"mandatory":[]})"), ElementsAre("/mandatory read_only"));
  EXPECT_THAT(faults_of(R"({"mandatory":null})"), ElementsAre("/mandatory read_only"));
}

TEST(PreferencesPatch, PointsAtAZoneThatIsNotKnown) {
  for (const std::string_view zone : {"Mars/Olympus", "", "../../etc/passwd", "CEST"}) {
    EXPECT_THAT(faults_of(fmt::format(R"({{"quietHours":{{"timeZone":"{}"}}}})", zone)),
                ElementsAre("/quietHours/timeZone time_zone"));
  }
}

TEST(PreferencesPatch, TakesNoPartOfQuietHoursAway) {
  EXPECT_THAT(faults_of(R"({"quietHours":{"timeZone":null,"periods":null}})"),
              UnorderedElementsAre("/quietHours/timeZone required", "/quietHours/periods required"));
}

TEST(PreferencesPatch, PointsAtTimesThatAreNone) {
  for (const std::string_view time : {"24:00", "7:00", "07:60", "07:00:00", "", "aa:bb", "-1:00", "07.00"}) {
    EXPECT_THAT(faults_of(with_period(fmt::format(R"({{"days":["mon"],"from":"{}","to":"08:00"}})", time))),
                ElementsAre("/quietHours/periods/0/from pattern"))
        << time;
  }
}

TEST(PreferencesPatch, PointsAtDaysThatAreNone) {
  EXPECT_THAT(faults_of(with_period(R"({"days":[],"from":"07:00","to":"08:00"})")),
              ElementsAre("/quietHours/periods/0/days too_few"));
  EXPECT_THAT(faults_of(with_period(R"({"days":["mon","Tue"],"from":"07:00","to":"08:00"})")),
              ElementsAre("/quietHours/periods/0/days/1 pattern"));
}

TEST(PreferencesPatch, DemandsWholePeriods) {
  EXPECT_THAT(faults_of(with_period(R"({"x":1})")),
              UnorderedElementsAre("/quietHours/periods/0/days required", "/quietHours/periods/0/from required",
                                   "/quietHours/periods/0/to required", "/quietHours/periods/0/x unknown_member"));
}

TEST(PreferencesPatch, TakesFiftyPeriodsAndNoMore) {
  const auto periods = [](int count) {
    std::string all;
    for (int i = 0; i < count; ++i) {
      all += fmt::format(R"({}{{"days":["mon"],"from":"07:00","to":"08:00"}})", i == 0 ? "" : ",");
    }
    return with_period(all);
  };
  EXPECT_THAT(faults_of(periods(50)), IsEmpty());
  EXPECT_THAT(faults_of(periods(51)), ElementsAre("/quietHours/periods too_many"));
}

TEST(PreferencesPatch, IsRefusedHoweverManyFaultsStandBeforeTheLast) {
  std::string types;
  for (int i = 0; i < 60; ++i) {
    types += fmt::format(R"({}"unknown_{}":{{}})", i == 0 ? "" : ",", i);
  }
  const auto faults = faults_of(fmt::format(
      R"({{"preferences":{{{}}},"quietHours":{{"timeZone":"UTC","periods":[{{"days":[],"from":"","to":""}}]}}}})",
      types));
  EXPECT_EQ(faults.size(), 50U);
}

}  // namespace
}  // namespace belfry::wire
