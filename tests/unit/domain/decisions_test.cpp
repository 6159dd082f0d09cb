#include "domain/decisions.hpp"

#include "base/iso8601.hpp"

#include <gtest/gtest.h>

#include <string>

namespace belfry {
namespace {

constexpr Decision kDeliver = Decision::deliver;
constexpr Decision kDisabled = Decision::disabled;
constexpr Decision kTypeDisabled = Decision::type_disabled;
constexpr Decision kQuiet = Decision::quiet_hours;

const Instant kNight = parse_iso8601("2026-01-26T03:00:00.000Z").value();
const Instant kDay = parse_iso8601("2026-01-26T12:00:00.000Z").value();

QuietHours nights() {
  return {.time_zone = TimeZone::find("UTC").value(), .periods = {{.days = 0x7F, .from = 22 * 60, .to = 7 * 60}}};
}

MandatoryTypes mandatory() { return MandatoryTypes({"maintenance_scheduled"}); }

struct Case {
  std::string name;
  Preferences preferences;
  std::string type;
  Instant now;
  Decisions expected;
};

Preferences off(std::initializer_list<ChannelKind> kinds) {
  Preferences preferences;
  for (const ChannelKind kind : kinds) {
    preferences.enabled[index_of(kind)] = false;
  }
  return preferences;
}

Preferences said(std::string type, TypePreference preference, Preferences preferences = {}) {
  preferences.types.emplace(std::move(type), preference);
  return preferences;
}

Preferences quiet(Preferences preferences = {}) {
  preferences.quiet_hours = nights();
  return preferences;
}

using enum ChannelKind;

const std::vector<Case>& every_case() {
  static const std::vector<Case> kCases = {
      {"nothing_said", {}, "new_like", kDay, {}},
      {"in_app_off", off({in_app}), "new_like", kDay, {.kinds = {kDisabled, kDeliver, kDeliver}}},
      {"email_off", off({email}), "new_like", kDay, {.kinds = {kDeliver, kDisabled, kDeliver}}},
      {"push_off", off({push}), "new_like", kDay, {.kinds = {kDeliver, kDeliver, kDisabled}}},
      {"all_off", off({in_app, email, push}), "new_like", kDay, Decisions::none(kDisabled)},
      {"type_off", said("new_like", {false, false, false}), "new_like", kDay, Decisions::none(kTypeDisabled)},
      {"type_email_off",
       said("new_like", {std::nullopt, false, std::nullopt}),
       "new_like",
       kDay,
       {.kinds = {kDeliver, kTypeDisabled, kDeliver}}},
      {"another_type_off", said("new_like", {false, false, false}), "new_comment", kDay, {}},
      {"type_on_does_not_undo_the_switch",
       said("new_like", {true, true, true}, off({push})),
       "new_like",
       kDay,
       {.kinds = {kDeliver, kDeliver, kDisabled}}},
      {"the_switch_is_told_before_the_type",
       said("new_like", {false, false, false}, off({in_app})),
       "new_like",
       kDay,
       {.kinds = {kDisabled, kTypeDisabled, kTypeDisabled}}},
      {"quiet_at_night", quiet(), "new_like", kNight, {.kinds = {kDeliver, kQuiet, kQuiet}, .silent = true}},
      {"loud_by_day", quiet(), "new_like", kDay, {}},
      {"at_night_other_reasons_stay",
       quiet(said("new_like", {std::nullopt, false, std::nullopt}, off({push}))),
       "new_like",
       kNight,
       {.kinds = {kDeliver, kTypeDisabled, kDisabled}, .silent = true}},
      {"nothing_is_silent_that_is_not_delivered",
       quiet(off({in_app})),
       "new_like",
       kNight,
       {.kinds = {kDisabled, kQuiet, kQuiet}}},
      {"mandatory_whatever_is_off", off({in_app, email, push}), "maintenance_scheduled", kDay, {}},
      {"mandatory_whatever_was_said",
       said("maintenance_scheduled", {false, false, false}),
       "maintenance_scheduled",
       kDay,
       {}},
      {"mandatory_at_night", quiet(), "maintenance_scheduled", kNight, {}},
  };
  return kCases;
}

class Decide : public testing::TestWithParam<Case> {};

TEST_P(Decide, ObeysThePreferences) {
  const Case& given = GetParam();
  const Decisions decided = decide(&given.preferences, given.type, mandatory(), given.now);
  for (const ChannelKind kind : kChannelKinds) {
    EXPECT_EQ(name_of(decided.of(kind)), name_of(given.expected.of(kind))) << name_of(kind);
  }
  EXPECT_EQ(decided.silent, given.expected.silent);
}

INSTANTIATE_TEST_SUITE_P(EveryReason, Decide, testing::ValuesIn(every_case()),
                         [](const auto& given) { return given.param.name; });

TEST(Decisions, AllowEverythingToAUserWhoNeverSaidAnything) {
  EXPECT_EQ(decide(nullptr, "new_like", mandatory(), kNight), Decisions{});
}

TEST(Decisions, KnowWhetherOthersHaveSomethingToDo) {
  EXPECT_TRUE(Decisions{}.anything_outside());
  EXPECT_TRUE((Decisions{.kinds = {kDisabled, kDisabled, kDeliver}}).anything_outside());
  EXPECT_FALSE((Decisions{.kinds = {kDeliver, kDisabled, kQuiet}}).anything_outside());
  EXPECT_FALSE(Decisions::none(Decision::duplicate).anything_outside());
}

TEST(Decisions, SurviveADatabase) {
  for (const Decision in_app_decision : kDecisions) {
    for (const Decision push_decision : kDecisions) {
      const Decisions made{.kinds = {in_app_decision, kTypeDisabled, push_decision}, .silent = push_decision == kQuiet};
      EXPECT_EQ(Decisions::unpacked(made.packed()), made);
    }
  }
}

TEST(Decisions, KeepTheNumbersThatDatabasesHave) {
  const Decisions made{.kinds = {kDisabled, kTypeDisabled, Decision::not_subscribed}, .silent = true};
  EXPECT_EQ(made.packed(), 0x01030201U);
  EXPECT_EQ((Decisions{.kinds = {Decision::duplicate, kQuiet, kDeliver}}).packed(), 0x00000504U);
}

TEST(Decisions, HaveADistinctNameEach) {
  std::vector<std::string_view> names;
  for (const Decision decision : kDecisions) {
    EXPECT_EQ(std::ranges::count(names, name_of(decision)), 0);
    names.push_back(name_of(decision));
  }
}

}  // namespace
}  // namespace belfry
