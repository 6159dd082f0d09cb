#include "contract/store_contract.hpp"

namespace belfry::test {
namespace {

class PreferencesContract : public StoreContract {
 protected:
  std::vector<UserId> without_in_app() {
    auto users = run_task(stores->preferences().users_without_in_app()).value();
    std::ranges::sort(users);
    return users;
  }
};

TEST_P(PreferencesContract, OfAUserNeverHeardOfAllowEverythingAndWereNeverChanged) {
  publish(bob);
  const StoredPreferences stored = preferences(ada);
  EXPECT_EQ(stored.preferences, Preferences{});
  EXPECT_EQ(stored.changed_at, 0u);
  EXPECT_EQ(stored.epoch, state(bob).epoch);
}

TEST_P(PreferencesContract, AreKeptAsPatched) {
  ASSERT_TRUE(patch(ada, switching(Kind::email, false)));
  ASSERT_TRUE(patch(ada, switching_type("new_like", Kind::push, false)));
  const auto patched = patch(ada, quiet_now());
  ASSERT_TRUE(patched);
  const StoredPreferences stored = preferences(ada);
  EXPECT_EQ(stored.preferences, patched->preferences);
  EXPECT_FALSE(stored.preferences.enabled[index_of(Kind::email)]);
  EXPECT_TRUE(stored.preferences.enabled[index_of(Kind::in_app)]);
  EXPECT_EQ(stored.preferences.types.at("new_like")[index_of(Kind::push)], false);
  EXPECT_FALSE(stored.preferences.types.at("new_like")[index_of(Kind::email)]);
  ASSERT_TRUE(stored.preferences.quiet_hours);
  EXPECT_EQ(stored.preferences.quiet_hours->time_zone.name(), "UTC");
  EXPECT_EQ(stored.preferences.quiet_hours->periods.size(), 1u);
}

TEST_P(PreferencesContract, OfOneUserAreNobodyElses) {
  ASSERT_TRUE(patch(ada, switching(Kind::email, false)));
  EXPECT_EQ(preferences(bob).preferences, Preferences{});
  EXPECT_EQ(state(bob).rev, 0u);
}

TEST_P(PreferencesContract, ChangeUnderTheNextRev) {
  publish_many(ada, 2);
  const auto patched = patch(ada, switching(Kind::email, false));
  ASSERT_TRUE(patched);
  EXPECT_EQ(patched->changed_at, 3u);
  EXPECT_EQ(patched->epoch, state(ada).epoch);
  EXPECT_EQ(preferences(ada).changed_at, 3u);
  EXPECT_EQ(state(ada).rev, 3u);
  publish(ada);
  EXPECT_EQ(preferences(ada).changed_at, 3u);
}

TEST_P(PreferencesContract, TellTheListenerWhatHoldsNow) {
  publish(ada);
  clock.advance(std::chrono::seconds(1));
  const auto patched =
      patch(ada, switching(Kind::push, false), std::nullopt, Origin{.connection = 7, .request_id = "r"});
  ASSERT_TRUE(patched);
  ASSERT_EQ(events.size(), 2u);
  const UserEvent& event = *events.back();
  EXPECT_EQ(event.user, ada);
  EXPECT_EQ(event.change.op, ChangeOp::preferences);
  EXPECT_EQ(event.change.rev, 2u);
  EXPECT_EQ(event.change.at, clock.now());
  EXPECT_EQ(event.state, state(ada));
  ASSERT_TRUE(event.preferences);
  EXPECT_EQ(*event.preferences, patched->preferences);
  ASSERT_TRUE(event.origin);
  EXPECT_EQ(event.origin->connection, 7u);
}

TEST_P(PreferencesContract, StandInTheLogWithWhatHoldsNow) {
  ASSERT_TRUE(patch(ada, switching(Kind::push, false)));
  const auto page = changes(ada, 0);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->changes.size(), 1u);
  EXPECT_EQ(page->changes[0].op, ChangeOp::preferences);
  EXPECT_EQ(page->changes[0].rev, 1u);
  ASSERT_TRUE(page->profile.preferences);
  EXPECT_EQ(*page->profile.preferences, preferences(ada).preferences);
}

TEST_P(PreferencesContract, ComeWithTheWelcomeAsDoSubscriptions) {
  EXPECT_FALSE(welcome(ada).profile.preferences);
  EXPECT_TRUE(welcome(ada).profile.channels.empty());
  ASSERT_TRUE(patch(ada, switching(Kind::push, false)));
  subscribe(ada, {"news", "local"});
  const Welcome brought = welcome(ada);
  ASSERT_TRUE(brought.profile.preferences);
  EXPECT_EQ(*brought.profile.preferences, preferences(ada).preferences);
  EXPECT_EQ(brought.profile.channels, (std::vector<std::string>{"local", "news"}));
  EXPECT_EQ(changes(ada, 0)->profile.channels, brought.profile.channels);
}

TEST_P(PreferencesContract, PatchedToWhatTheyAreMakeNoRevAndNoEvent) {
  EXPECT_EQ(patch(ada, switching(Kind::email, true))->changed_at, 0u);
  EXPECT_EQ(state(ada).rev, 0u);
  ASSERT_TRUE(patch(ada, switching(Kind::email, false)));
  const auto again = patch(ada, switching(Kind::email, false));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->changed_at, 1u);
  EXPECT_EQ(state(ada).rev, 1u);
  EXPECT_EQ(events.size(), 1u);
}

TEST_P(PreferencesContract, PatchedWithTheTagOfNowChange) {
  const auto first = patch(ada, switching(Kind::email, false), Rev{0});
  ASSERT_TRUE(first);
  EXPECT_TRUE(patch(ada, switching(Kind::push, false), first->changed_at));
}

TEST_P(PreferencesContract, PatchedWithAnOldTagStayAsTheyAre) {
  ASSERT_TRUE(patch(ada, switching(Kind::email, false)));
  EXPECT_EQ(code(patch(ada, switching(Kind::push, false), Rev{0})), ErrorCode::precondition_failed);
  EXPECT_TRUE(preferences(ada).preferences.enabled[index_of(Kind::push)]);
  EXPECT_EQ(state(ada).rev, 1u);
  EXPECT_EQ(events.size(), 1u);
}

TEST_P(PreferencesContract, StayAsTheyAreWhenThePatchFails) {
  PreferencesPatch half = switching(Kind::email, false);
  half.quiet_hours = std::optional(QuietHoursPatch{.time_zone = TimeZone::find("UTC"), .periods = std::nullopt});
  EXPECT_EQ(code(patch(ada, half)), ErrorCode::validation_failed);
  EXPECT_EQ(preferences(ada).preferences, Preferences{});
  EXPECT_EQ(state(ada).rev, 0u);
  EXPECT_TRUE(events.empty());
}

TEST_P(PreferencesContract, TakenBackAllowEverythingAgain) {
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  PreferencesPatch back;
  back.enabled[index_of(Kind::in_app)] = std::optional<bool>();
  ASSERT_TRUE(patch(ada, back));
  EXPECT_EQ(preferences(ada).preferences, Preferences{});
  EXPECT_EQ(append(command(draft(), {ada}))->accepted, 1u);
}

TEST_P(PreferencesContract, TellWhoSwitchedInAppOff) {
  EXPECT_TRUE(without_in_app().empty());
  const UserId eve(std::string("eve"));
  ASSERT_TRUE(patch(eve, switching(Kind::in_app, false)));
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  ASSERT_TRUE(patch(bob, switching(Kind::email, false)));
  EXPECT_EQ(without_in_app(), (std::vector<UserId>{ada, eve}));
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, true)));
  EXPECT_EQ(without_in_app(), (std::vector<UserId>{eve}));
}

INSTANTIATE_TEST_SUITE_P(Stores, PreferencesContract, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
