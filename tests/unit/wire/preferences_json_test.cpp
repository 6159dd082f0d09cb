#include "wire/preferences_json.hpp"

#include "json/writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace belfry::wire {
namespace {

using testing::HasSubstr;
using testing::Not;

TimeZone vienna() { return TimeZone::find("Europe/Vienna").value(); }

MandatoryTypes mandatory() { return MandatoryTypes({"maintenance_scheduled"}); }

Preferences full() {
  Preferences preferences;
  preferences.enabled[index_of(ChannelKind::push)] = false;
  preferences.types["new_like"] = {std::nullopt, false, true};
  preferences.types["moc_featured"] = {false, std::nullopt, std::nullopt};
  preferences.quiet_hours = QuietHours{vienna(),
                                       {{.days = 0x1F, .from = 22 * 60, .to = 7 * 60 + 5},  //
                                        {.days = 0x60, .from = 0, .to = 23 * 60 + 59}}};
  return preferences;
}

TEST(PreferencesJson, SaysThatEverythingIsAllowedByDefault) {
  EXPECT_EQ(preferences_body({}, mandatory()), R"({"inAppEnabled":true,"emailEnabled":true,"pushEnabled":true,)"
                                               R"("preferences":{},"mandatory":["maintenance_scheduled"]})");
}

TEST(PreferencesJson, SaysAllThatAUserSaid) {
  EXPECT_EQ(preferences_body(full(), MandatoryTypes()),
            R"({"inAppEnabled":true,"emailEnabled":true,"pushEnabled":false,)"
            R"("preferences":{"moc_featured":{"inApp":false},"new_like":{"email":false,"push":true}},)"
            R"("mandatory":[],"quietHours":{"timeZone":"Europe/Vienna","periods":[)"
            R"({"days":["mon","tue","wed","thu","fri"],"from":"22:00","to":"07:05"},)"
            R"({"days":["sat","sun"],"from":"00:00","to":"23:59"}]}})");
}

TEST(PreferencesJson, SurviveADatabase) {
  for (const Preferences& preferences : {Preferences(), full()}) {
    EXPECT_EQ(parse_preferences_text(preferences_text(preferences)), preferences);
  }
}

TEST(PreferencesJson, KeepTypesThatAreNoLongerKnown) {
  const auto kept = parse_preferences_text(R"({"preferences":{"gone_since":{"email":false}}})");
  ASSERT_TRUE(kept);
  EXPECT_TRUE(kept->types.contains("gone_since"));
}

TEST(PreferencesJson, DropQuietHoursInAZoneThatIsGone) {
  const auto kept =
      parse_preferences_text(R"({"emailEnabled":false,"quietHours":{"timeZone":"Mars/Olympus","periods":[]}})");
  ASSERT_TRUE(kept);
  EXPECT_FALSE(kept->enabled[index_of(ChannelKind::email)]);
  EXPECT_FALSE(kept->quiet_hours);
}

TEST(PreferencesJson, AreNothingInADamagedDatabase) {
  for (const std::string_view text :
       {"", "{", "[]", R"({"emailEnabled":1})", R"({"preferences":{"Not a type":{}}})",
        R"({"quietHours":{"timeZone":"UTC","periods":[{"days":["mon"],"from":"7","to":"8"}]}})",
        R"({"mandatory":[]})"}) {
    EXPECT_FALSE(parse_preferences_text(text)) << text;
  }
}

TEST(PreferencesJson, HaveASchemaOfTheAnswer) {
  const std::string schema = json::compact(preferences_body_schema());
  EXPECT_THAT(schema,
              HasSubstr(R"("required":["inAppEnabled","emailEnabled","pushEnabled","preferences","mandatory"])"));
  EXPECT_THAT(schema, HasSubstr(R"("days":{"type":"array","items":{"type":"string","pattern":"^(mon|tue)"));
}

TEST(PreferencesJson, HaveASchemaOfThePatchInWhichNullsMayStand) {
  const std::string schema = json::compact(preferences_patch_schema());
  EXPECT_THAT(schema, HasSubstr(R"("inAppEnabled":{"type":["boolean","null"]})"));
  EXPECT_THAT(schema,
              HasSubstr(R"("preferences":{"type":["object","null"],"additionalProperties":{"type":["object",)"));
  EXPECT_THAT(schema, HasSubstr(R"("quietHours":{"type":["object","null"])"));
  EXPECT_THAT(schema, Not(HasSubstr("\"mandatory\"")));
}

}  // namespace
}  // namespace belfry::wire
