#include "runtime/shard.hpp"

#include <gtest/gtest.h>

#include <future>
#include <thread>
#include <vector>

namespace belfry::runtime {
namespace {

TEST(ShardSet, RefusesMoreShardsThanTheDirectoryHasBits) {
  EXPECT_THROW(ShardSet(65), std::invalid_argument);
  EXPECT_THROW(ShardSet(0), std::invalid_argument);
  EXPECT_EQ(ShardSet(64).size(), 64U);
}

TEST(ShardSet, ChoosesTheShardWithTheFewestConnections) {
  ShardSet shards(3);
  shards[0].load() = 5;
  shards[1].load() = 2;
  shards[2].load() = 4;
  EXPECT_EQ(shards.least_loaded().index(), 1U);
}

TEST(Mailbox, KeepsTheOrderOfEachSender) {
  ShardSet shards(1);
  shards.start();
  constexpr int kLetters = 5000;
  std::vector<std::vector<int>> got(4);
  std::vector<std::thread> senders;
  for (int sender = 0; sender < 4; ++sender) {
    senders.emplace_back([&, sender] {
      for (int i = 0; i < kLetters; ++i) {
        shards.post_to(0, [&got, sender, i] { got[static_cast<std::size_t>(sender)].push_back(i); });
      }
    });
  }
  for (std::thread& thread : senders) {
    thread.join();
  }
  shards.run_on(0, [] {});
  for (const std::vector<int>& letters : got) {
    ASSERT_EQ(letters.size(), static_cast<std::size_t>(kLetters));
    EXPECT_TRUE(std::is_sorted(letters.begin(), letters.end()));
  }
}

TEST(Mailbox, LetsOtherEventsInBetweenALongBatch) {
  ShardSet shards(1);
  std::promise<int> seen_after;
  int letters = 0;
  for (int i = 0; i < 10'000; ++i) {
    shards.post_to(0, [&] {
      if (++letters == 1) {
        shards[0].post([&] { seen_after.set_value(letters); });
      }
    });
  }
  shards.start();
  EXPECT_LT(seen_after.get_future().get(), 1000);
  shards.stop();
}

TEST(Shard, RunsATimerOnItsThread) {
  ShardSet shards(2);
  shards.start();
  std::promise<bool> fired;
  std::thread::id shard_thread;
  shards.run_on(1, [&] {
    shard_thread = std::this_thread::get_id();
    shards[1].after(std::chrono::milliseconds(1), [&] { fired.set_value(std::this_thread::get_id() == shard_thread); });
  });
  EXPECT_TRUE(fired.get_future().get());
}

}  // namespace
}  // namespace belfry::runtime
