#include "contract/stores.hpp"
#include "support/manual_clock.hpp"
#include "support/run_task.hpp"

#include <gtest/gtest.h>

namespace belfry::test {
namespace {

/// What every TokenStore promises.
class Tokens : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override { stores = GetParam().make(clock, {}); }

  /// Nothing when the token was good, else why not.
  std::optional<ErrorCode> consume(const UserId& user, Uuid id, Instant issued_at) {
    const auto used = run_task(stores->tokens().consume(user, id, issued_at, issued_at + std::chrono::minutes(1)));
    return used ? std::nullopt : std::optional(used.error().code);
  }
  void revoke(const UserId& user, Instant at) { EXPECT_TRUE(run_task(stores->tokens().revoke_all(user, at))); }

  const UserId ada{std::string("ada")};
  const UserId bob{std::string("bob")};
  ManualClock clock;
  std::unique_ptr<StoreUnderTest> stores;
};

TEST_P(Tokens, AreGoodOnce) {
  const Uuid id = Uuid::v4();
  EXPECT_EQ(consume(ada, id, clock.now()), std::nullopt);
  EXPECT_EQ(consume(ada, id, clock.now()), ErrorCode::token_used);
  EXPECT_EQ(consume(ada, Uuid::v4(), clock.now()), std::nullopt);
}

TEST_P(Tokens, IssuedAtOrBeforeTheRevocationAreDead) {
  revoke(ada, clock.now());
  EXPECT_EQ(consume(ada, Uuid::v4(), clock.now() - std::chrono::seconds(1)), ErrorCode::token_revoked);
  EXPECT_EQ(consume(ada, Uuid::v4(), clock.now()), ErrorCode::token_revoked);
  EXPECT_EQ(consume(ada, Uuid::v4(), clock.now() + std::chrono::milliseconds(1)), std::nullopt);
  EXPECT_EQ(consume(bob, Uuid::v4(), clock.now()), std::nullopt);
}

TEST_P(Tokens, ALaterRevocationIsNotUndoneByAnEarlierOne) {
  revoke(ada, clock.now());
  revoke(ada, clock.now() - std::chrono::hours(1));
  EXPECT_EQ(consume(ada, Uuid::v4(), clock.now()), ErrorCode::token_revoked);
}

TEST_P(Tokens, AreRememberedUntilTheyAreExpired) {
  const Uuid id = Uuid::v4();
  ASSERT_EQ(consume(ada, id, clock.now()), std::nullopt);
  ASSERT_TRUE(run_task(stores->tokens().forget_expired(clock.now() + std::chrono::minutes(1))));
  EXPECT_EQ(consume(ada, id, clock.now()), ErrorCode::token_used);
  ASSERT_TRUE(run_task(stores->tokens().forget_expired(clock.now() + std::chrono::minutes(2))));
  EXPECT_EQ(consume(ada, id, clock.now()), std::nullopt);
}

TEST_P(Tokens, AreUsedByOneOfManyWhoTryAtOnce) {
  struct Try {
    static Task<void> use(TokenStore& store, UserId user, Uuid id, Instant at, int& good) {
      const auto used = co_await store.consume(user, id, at, at + std::chrono::minutes(1));
      good += used ? 1 : 0;
    }
  };
  const Uuid id = Uuid::v4();
  int good = 0;
  std::vector<Task<void>> tries;
  for (int i = 0; i < 20; ++i) {
    tries.push_back(Try::use(stores->tokens(), ada, id, clock.now(), good));
  }
  run_together(std::move(tries));
  EXPECT_EQ(good, 1);
}

INSTANTIATE_TEST_SUITE_P(Stores, Tokens, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
