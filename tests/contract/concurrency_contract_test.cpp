#include "contract/notification_store_contract.hpp"

#include <map>

namespace belfry::test {
namespace {

constexpr int kWriters = 64;
constexpr int kEach = 5;
constexpr int kUsers = 3;

class Concurrency : public NotificationStoreContract {
 protected:
  static UserId user(int number) { return UserId("user-" + std::to_string(number)); }

  static Task<void> write_some(Concurrency& self, int writer) {
    for (int i = 0; i < kEach; ++i) {
      PublishCommand one = command(self.draft(), {user((writer + i) % kUsers)});
      const NotificationId id = one.notification->id;
      const UserId owner = one.users.front();
      const auto published = co_await self.store().append(std::move(one));
      EXPECT_TRUE(published.has_value());
      const auto update = co_await self.store().mark_read(owner, id, std::nullopt);
      EXPECT_TRUE(update.has_value());
      EXPECT_TRUE(update->changed);
    }
  }

  /// Walks the pages of an inbox from the newest, while others publish.
  static Task<void> page_through(Concurrency& self, UserId owner, std::vector<Rev>& revs) {
    HistoryQuery query;
    query.limit = 7;
    do {
      const auto page = co_await self.store().history(owner, query);
      EXPECT_TRUE(page.has_value());
      for (const InboxItem& item : page->items) {
        revs.push_back(item.rev);
      }
      query.before = page->next_before;
    } while (query.before);
  }

  static Task<void> append_only(Concurrency& self, UserId owner, int count) {
    for (int i = 0; i < count; ++i) {
      PublishCommand one = command(self.draft(), {owner});
      const auto published = co_await self.store().append(std::move(one));
      EXPECT_TRUE(published.has_value());
    }
  }

  static Task<void> append_keyed(Concurrency& self, UserId owner, int& first, int& replayed) {
    PublishCommand one = command(self.draft(), {owner}, IdempotencyClaim{.key = "k", .fingerprint = {}});
    const auto published = co_await self.store().append(std::move(one));
    EXPECT_TRUE(published.has_value());
    ++(published->replayed ? replayed : first);
  }

  void write_from_many() {
    std::vector<Task<void>> writers;
    for (int writer = 0; writer < kWriters; ++writer) {
      writers.push_back(write_some(*this, writer));
    }
    run_together(std::move(writers));
  }
};

TEST_P(Concurrency, LeavesNoHoleInTheRevsOfAnyUser) {
  write_from_many();
  std::uint64_t total = 0;
  for (int i = 0; i < kUsers; ++i) {
    const UserId owner = user(i);
    const auto page = changes(owner, 0, 10'000);
    ASSERT_TRUE(page);
    for (std::size_t at = 0; at < page->changes.size(); ++at) {
      EXPECT_EQ(page->changes[at].rev, at + 1);
    }
    total += page->state.rev;
  }
  EXPECT_EQ(total, std::uint64_t{2 * kWriters * kEach});
}

TEST_P(Concurrency, TellsTheListenerEveryChangeOfAUserInRevOrderWithItsOwnCounts) {
  write_from_many();
  std::map<UserId, InboxState> heads;
  for (const UserEventPtr& event : events) {
    InboxState& head = heads[event->user];
    EXPECT_EQ(event->change.rev, head.rev + 1);
    EXPECT_EQ(event->state.rev, event->change.rev);
    EXPECT_EQ(event->state.unread, event->change.op == ChangeOp::added ? head.unread + 1 : head.unread - 1);
    head = event->state;
  }
  for (const auto& [owner, head] : heads) {
    EXPECT_EQ(head, state(owner));
  }
}

TEST_P(Concurrency, WritesOnceForAnIdempotencyKeyThatManyUseAtOnce) {
  int first = 0;
  int replayed = 0;
  std::vector<Task<void>> tasks;
  for (int i = 0; i < 20; ++i) {
    tasks.push_back(append_keyed(*this, ada, first, replayed));
  }
  run_together(std::move(tasks));
  EXPECT_EQ(first, 1);
  EXPECT_EQ(replayed, 19);
  EXPECT_EQ(state(ada).rev, 1u);
}

TEST_P(Concurrency, PagesHaveNoHoleAndNoRepeatWhileOthersPublish) {
  publish_many(ada, 50);
  std::vector<Rev> revs;
  std::vector<Task<void>> tasks;
  tasks.push_back(page_through(*this, ada, revs));
  tasks.push_back(append_only(*this, ada, 20));
  run_together(std::move(tasks));
  ASSERT_GE(revs.size(), 50u);
  for (std::size_t i = 0; i < revs.size(); ++i) {
    EXPECT_EQ(revs[i], revs.size() - i);
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, Concurrency, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
