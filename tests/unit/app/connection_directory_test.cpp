#include "app/connection_directory.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace belfry::app {
namespace {

const UserId kAda("ada");
const UserId kBob("bob");

ConnectionDirectory::Settings limits(std::uint64_t connections, std::uint64_t per_user,
                                     OverLimit policy = OverLimit::reject) {
  return {.connections = connections, .connections_per_user = per_user, .policy = policy};
}

TEST(ConnectionDirectory, KnowsTheShardsOfAUser) {
  ConnectionDirectory directory(limits(0, 0));
  EXPECT_EQ(directory.shards_of(kAda), 0U);
  directory.attach(kAda, 0);
  directory.attach(kAda, 63);
  EXPECT_EQ(directory.shards_of(kAda), (std::uint64_t{1} << 63) | 1U);
  directory.detach(kAda, 0);
  EXPECT_EQ(directory.shards_of(kAda), std::uint64_t{1} << 63);
  EXPECT_EQ(directory.shards_of(kBob), 0U);
}

TEST(ConnectionDirectory, RefusesOneConnectionMoreThanAUserMayHave) {
  ConnectionDirectory directory(limits(0, 2));
  EXPECT_TRUE(directory.reserve(kAda, 1));
  EXPECT_TRUE(directory.reserve(kAda, 2));
  const auto third = directory.reserve(kAda, 3);
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, ErrorCode::too_many_connections);
  EXPECT_TRUE(directory.reserve(kBob, 4));
  directory.release(kAda, 1);
  EXPECT_TRUE(directory.reserve(kAda, 5));
}

TEST(ConnectionDirectory, NamesTheOldestConnectionToEvictAndEachOnlyOnce) {
  ConnectionDirectory directory(limits(0, 2, OverLimit::evict_oldest));
  ASSERT_TRUE(directory.reserve(kAda, 1));
  ASSERT_TRUE(directory.reserve(kAda, 2));
  EXPECT_EQ(*directory.reserve(kAda, 3), std::optional<ConnectionKey>(1));
  EXPECT_EQ(*directory.reserve(kAda, 4), std::optional<ConnectionKey>(2));
  directory.release(kAda, 1);
  directory.release(kAda, 2);
  EXPECT_EQ(*directory.reserve(kAda, 5), std::optional<ConnectionKey>(3));
}

TEST(ConnectionDirectory, IsFullAtTheNodesLimitAndFreeAgainAfterARelease) {
  ConnectionDirectory directory(limits(2, 0));
  ASSERT_TRUE(directory.reserve(kAda, 1));
  EXPECT_FALSE(directory.full());
  ASSERT_TRUE(directory.reserve(kBob, 2));
  EXPECT_TRUE(directory.full());
  const auto third = directory.reserve(kBob, 3);
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, ErrorCode::server_full);
  directory.release(kAda, 1);
  EXPECT_FALSE(directory.full());
  EXPECT_EQ(directory.connections(), 1U);
}

TEST(ConnectionDirectory, ForgetsUsersThatHaveNothingLeft) {
  ConnectionDirectory directory(limits(0, 0));
  ASSERT_TRUE(directory.reserve(kAda, 1));
  directory.attach(kAda, 0);
  directory.release(kAda, 1);
  directory.detach(kAda, 0);
  EXPECT_TRUE(directory.users_by_connections().empty());
}

TEST(ConnectionDirectory, CountsUsersByTheirConnections) {
  ConnectionDirectory directory(limits(0, 0));
  ASSERT_TRUE(directory.reserve(kAda, 1));
  ASSERT_TRUE(directory.reserve(kAda, 2));
  ASSERT_TRUE(directory.reserve(kBob, 3));
  EXPECT_EQ(directory.users_by_connections(), (std::map<std::uint32_t, std::uint64_t>{{1, 1}, {2, 1}}));
}

TEST(ConnectionDirectory, LimitsConnectionsOfNobodyByTheNodeOnly) {
  for (const OverLimit policy : {OverLimit::reject, OverLimit::evict_oldest}) {
    ConnectionDirectory directory(limits(3, 1, policy));
    const UserId nobody;
    for (ConnectionKey key = 1; key <= 3; ++key) {
      const auto reserved = directory.reserve(nobody, key);
      ASSERT_TRUE(reserved);
      EXPECT_EQ(*reserved, std::nullopt);
    }
    EXPECT_EQ(directory.reserve(nobody, 4).error().code, ErrorCode::server_full);
    EXPECT_TRUE(directory.users_by_connections().empty());
  }
}

TEST(ConnectionDirectory, NeverLetsMoreThanTheLimitInFromManyThreads) {
  ConnectionDirectory directory(limits(100, 0));
  std::atomic<int> admitted{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 100; ++i) {
        const UserId user("user" + std::to_string(i % 7));
        if (directory.reserve(user, make_key(static_cast<std::uint32_t>(t), static_cast<std::uint64_t>(i)))) {
          ++admitted;
        }
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(admitted, 100);
  EXPECT_EQ(directory.connections(), 100U);
}

}  // namespace
}  // namespace belfry::app
