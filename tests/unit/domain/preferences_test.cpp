#include "domain/preferences.hpp"

#include <gtest/gtest.h>

namespace belfry {
namespace {

using enum ChannelKind;

TypePreference only(ChannelKind kind, bool allowed) {
  TypePreference preference;
  preference[index_of(kind)] = allowed;
  return preference;
}

PerKind<Patch<bool>> set(ChannelKind kind, std::optional<bool> to) {
  PerKind<Patch<bool>> patch;
  patch[index_of(kind)] = to;
  return patch;
}

TimeZone zone(std::string_view name) { return TimeZone::find(name).value(); }

const QuietPeriod kNights{.days = 0x7F, .from = 22 * 60, .to = 7 * 60};
const QuietPeriod kLunch{.days = 0x1F, .from = 12 * 60, .to = 13 * 60};

Preferences applied(const PreferencesPatch& patch, Preferences before = {}) {
  return apply(patch, std::move(before)).value();
}

TEST(Preferences, StayAsTheyAreUnderAnEmptyPatch) {
  Preferences before;
  before.enabled[index_of(push)] = false;
  before.types["new_like"] = only(email, false);
  before.quiet_hours = QuietHours{zone("UTC"), {kNights}};
  EXPECT_EQ(applied({}, before), before);
}

TEST(Preferences, SwitchAKindAndLeaveTheOthers) {
  PreferencesPatch patch;
  patch.enabled = set(email, false);
  EXPECT_EQ(applied(patch).enabled, (PerKind<bool>{true, false, true}));
}

TEST(Preferences, AllowAKindAgainWhoseSwitchIsTakenAway) {
  Preferences before;
  before.enabled = {false, false, false};
  PreferencesPatch patch;
  patch.enabled = set(in_app, std::nullopt);
  EXPECT_EQ(applied(patch, before).enabled, (PerKind<bool>{true, false, false}));
}

TEST(Preferences, MergeWhatIsSaidAboutAType) {
  Preferences before;
  before.types["new_like"] = only(email, false);
  PreferencesPatch patch;
  patch.types["new_like"] = std::optional(set(push, false));
  EXPECT_EQ(applied(patch, before).types.at("new_like"), (TypePreference{std::nullopt, false, false}));
}

TEST(Preferences, ForgetATypeAboutWhichNothingIsSaidAnyLonger) {
  Preferences before;
  before.types["new_like"] = only(email, false);
  before.types["new_comment"] = only(email, false);
  before.types["moc_featured"] = only(email, false);
  PreferencesPatch patch;
  patch.types["new_like"] = std::optional<PerKind<Patch<bool>>>();
  patch.types["new_comment"] = std::optional(set(email, std::nullopt));
  patch.types["quota_warning"] = std::optional(PerKind<Patch<bool>>{});
  const Preferences after = applied(patch, before);
  EXPECT_EQ(after.types.size(), 1U);
  EXPECT_TRUE(after.types.contains("moc_featured"));
}

TEST(Preferences, ForgetAllTypesAndTakeNewOnes) {
  Preferences before;
  before.types["new_like"] = only(email, false);
  PreferencesPatch patch;
  patch.clear_types = true;
  EXPECT_TRUE(applied(patch, before).types.empty());
  patch.types["new_comment"] = std::optional(set(push, false));
  EXPECT_EQ(applied(patch, before).types.size(), 1U);
}

TEST(Preferences, TakeQuietHoursWhole) {
  PreferencesPatch patch;
  patch.quiet_hours = QuietHoursPatch{zone("Europe/Vienna"), std::vector{kNights}};
  EXPECT_EQ(applied(patch).quiet_hours, (QuietHours{zone("Europe/Vienna"), {kNights}}));
}

TEST(Preferences, MergeQuietHours) {
  Preferences before;
  before.quiet_hours = QuietHours{zone("UTC"), {kNights}};
  PreferencesPatch moved;
  moved.quiet_hours = QuietHoursPatch{zone("Europe/Vienna"), std::nullopt};
  EXPECT_EQ(applied(moved, before).quiet_hours, (QuietHours{zone("Europe/Vienna"), {kNights}}));
  PreferencesPatch other_times;
  other_times.quiet_hours = QuietHoursPatch{std::nullopt, std::vector{kLunch}};
  EXPECT_EQ(applied(other_times, before).quiet_hours, (QuietHours{zone("UTC"), {kLunch}}));
}

TEST(Preferences, EndQuietHours) {
  Preferences before;
  before.quiet_hours = QuietHours{zone("UTC"), {kNights}};
  PreferencesPatch patch;
  patch.quiet_hours = std::optional<QuietHoursPatch>();
  EXPECT_FALSE(applied(patch, before).quiet_hours);
  EXPECT_FALSE(applied(patch).quiet_hours);
}

void expect_missing(const QuietHoursPatch& quiet_hours, std::string_view pointer) {
  PreferencesPatch patch;
  patch.quiet_hours = quiet_hours;
  const auto after = apply(patch, {});
  ASSERT_FALSE(after);
  EXPECT_EQ(after.error().code, ErrorCode::validation_failed);
  ASSERT_FALSE(after.error().fields.empty());
  EXPECT_EQ(after.error().fields[0].pointer, pointer);
  EXPECT_EQ(after.error().fields[0].code, "required");
}

TEST(Preferences, RefuseQuietHoursWithoutAZoneOrWithoutPeriods) {
  expect_missing({.time_zone = std::nullopt, .periods = std::vector{kNights}}, "/quietHours/timeZone");
  expect_missing({.time_zone = zone("UTC"), .periods = std::nullopt}, "/quietHours/periods");
  expect_missing({.time_zone = std::nullopt, .periods = std::nullopt}, "/quietHours/timeZone");
}

}  // namespace
}  // namespace belfry
