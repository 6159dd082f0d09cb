#include "contract/store_contract.hpp"

#include <map>

namespace belfry::test {
namespace {

constexpr int kRounds = 20;

/// Publishes, announcements, preferences and sends to a channel at the same time.
class MixedConcurrency : public StoreContract {
 protected:
  static Task<void> publish_some(MixedConcurrency& self, UserId user) {
    for (int i = 0; i < kRounds; ++i) {
      PublishCommand one = command(self.draft(), {user});
      const auto published = co_await self.store().append(std::move(one));
      EXPECT_TRUE(published.has_value());
    }
  }

  static Task<void> announce_some(MixedConcurrency& self) {
    for (int i = 0; i < kRounds; ++i) {
      PublishCommand one = command(self.of_type("system_announcement"), {});
      const auto published = co_await self.stores->announcements().announce(std::move(one));
      EXPECT_TRUE(published.has_value());
    }
  }

  static Task<void> switch_some(MixedConcurrency& self, UserId user) {
    for (int i = 0; i < kRounds; ++i) {
      PreferencesPatch change = switching(Kind::in_app, i % 2 == 1);
      const auto patched =
          co_await self.stores->preferences().patch_preferences(user, std::move(change), std::nullopt, std::nullopt);
      EXPECT_TRUE(patched.has_value());
    }
  }

  static Task<void> send_some(MixedConcurrency& self) {
    for (int i = 0; i < kRounds; ++i) {
      PublishCommand one = command(self.on_channel("news"), {});
      const auto sent = co_await self.stores->channel_sends().send_to_channel(std::move(one));
      EXPECT_TRUE(sent.has_value());
      const auto step = co_await self.stores->channel_sends().fan_out(1);
      EXPECT_TRUE(step.has_value());
    }
  }

  /// All events of one user in the order of commits.
  std::vector<UserEventPtr> events_of(const UserId& user) const {
    std::vector<UserEventPtr> all;
    for (const UserEventPtr& event : events) {
      if (event->user == user) {
        all.push_back(event);
      }
    }
    return all;
  }
};

TEST_P(MixedConcurrency, CountsWithAPersonalChangeExactlyTheAnnouncementsToldBeforeIt) {
  std::vector<Task<void>> tasks;
  tasks.push_back(publish_some(*this, ada));
  tasks.push_back(announce_some(*this));
  tasks.push_back(publish_some(*this, bob));
  run_together(std::move(tasks));
  AnnouncementNumber told = 0;
  for (const CommittedEvent& event : order) {
    if (const auto* announcement = std::get_if<AnnouncementEventPtr>(&event)) {
      EXPECT_EQ((*announcement)->change.announcement, told + 1);
      told = (*announcement)->change.announcement;
    } else {
      const InboxState& state = std::get<UserEventPtr>(event)->state;
      EXPECT_EQ(state.announcement, told);
      EXPECT_EQ(state.unread, state.rev + told);
    }
  }
  EXPECT_EQ(told, AnnouncementNumber{kRounds});
  EXPECT_EQ(state(ada).unread, std::uint64_t{2 * kRounds});
}

TEST_P(MixedConcurrency, ObeysTheChangeOfPreferencesThatWasCommittedBefore) {
  std::vector<Task<void>> tasks;
  tasks.push_back(publish_some(*this, ada));
  tasks.push_back(switch_some(*this, ada));
  tasks.push_back(publish_some(*this, ada));
  run_together(std::move(tasks));
  bool wanted = true;
  Rev head = 0;
  for (const UserEventPtr& event : events_of(ada)) {
    EXPECT_EQ(event->change.rev, head + 1);
    head = event->change.rev;
    if (event->change.op == ChangeOp::preferences) {
      wanted = event->preferences->enabled[index_of(Kind::in_app)];
    } else {
      EXPECT_TRUE(wanted);
    }
  }
  EXPECT_EQ(state(ada).rev, head);
}

TEST_P(MixedConcurrency, LeavesNoHoleInTheRevsOfSubscribersWhileOthersPublishToThem) {
  subscribe(ada, {"news"});
  subscribe(bob, {"news"});
  std::vector<Task<void>> tasks;
  tasks.push_back(send_some(*this));
  tasks.push_back(publish_some(*this, ada));
  tasks.push_back(send_some(*this));
  tasks.push_back(publish_some(*this, bob));
  run_together(std::move(tasks));
  fan_out_all();
  for (const UserId& user : {ada, bob}) {
    Rev head = 0;
    for (const UserEventPtr& event : events_of(user)) {
      EXPECT_EQ(event->change.rev, ++head);
    }
    EXPECT_EQ(head, Rev{3 * kRounds});
    EXPECT_EQ(state(user).unread, std::uint64_t{3 * kRounds});
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, MixedConcurrency, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
