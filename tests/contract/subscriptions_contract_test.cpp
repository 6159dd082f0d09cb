#include "contract/store_contract.hpp"

#include "domain/channel_rules.hpp"

namespace belfry::test {
namespace {

class Subscriptions : public StoreContract {
 protected:
  using Names = std::vector<std::string>;

  Result<Names> add(const UserId& user, Names names) {
    return run_task(stores->subscriptions().subscribe(user, std::move(names)));
  }
  Result<Names> take_away(const UserId& user, Names names) {
    return run_task(stores->subscriptions().unsubscribe(user, std::move(names)));
  }
  static Names numbered(std::size_t from, std::size_t to) {
    Names names;
    for (std::size_t i = from; i < to; ++i) {
      names.push_back("channel-" + std::to_string(i));
    }
    return names;
  }
};

TEST_P(Subscriptions, OfAUserNeverHeardOfAreNone) { EXPECT_TRUE(channels(ada).empty()); }

TEST_P(Subscriptions, AreAnsweredSortedAndKept) {
  EXPECT_EQ(add(ada, {"news", "alerts"}).value(), (Names{"alerts", "news"}));
  EXPECT_EQ(add(ada, {"jobs"}).value(), (Names{"alerts", "jobs", "news"}));
  EXPECT_EQ(channels(ada), (Names{"alerts", "jobs", "news"}));
  EXPECT_TRUE(channels(bob).empty());
}

TEST_P(Subscriptions, MadeTwiceAreOne) {
  EXPECT_EQ(add(ada, {"news", "news"}).value(), (Names{"news"}));
  EXPECT_EQ(add(ada, {"news"}).value(), (Names{"news"}));
  EXPECT_EQ(take_away(ada, {"news"}).value(), Names{});
}

TEST_P(Subscriptions, TakenAwayAreGoneAndTheOthersStay) {
  ASSERT_TRUE(add(ada, {"a", "b", "c"}));
  EXPECT_EQ(take_away(ada, {"a", "c", "never"}).value(), (Names{"b"}));
  EXPECT_EQ(channels(ada), (Names{"b"}));
  EXPECT_TRUE(take_away(bob, {"a"})->empty());
}

TEST_P(Subscriptions, MakeNoRevAndNoEvent) {
  ASSERT_TRUE(add(ada, {"news"}));
  ASSERT_TRUE(take_away(ada, {"news"}));
  EXPECT_EQ(state(ada).rev, 0u);
  EXPECT_TRUE(order.empty());
}

TEST_P(Subscriptions, AreLimitedInNumberAndThenNoneIsAdded) {
  ASSERT_TRUE(add(ada, numbered(0, ChannelRules::kMaxSubscriptions - 1)));
  EXPECT_EQ(code(add(ada, {"x", "y"})), ErrorCode::validation_failed);
  EXPECT_EQ(channels(ada).size(), ChannelRules::kMaxSubscriptions - 1);
  ASSERT_TRUE(add(ada, {"x"}));
  EXPECT_EQ(code(add(ada, {"y"})), ErrorCode::validation_failed);
  EXPECT_EQ(channels(ada).size(), ChannelRules::kMaxSubscriptions);
  EXPECT_TRUE(add(bob, {"y"}));
}

TEST_P(Subscriptions, AtTheLimitMayBeMadeAgain) {
  ASSERT_TRUE(add(ada, numbered(0, ChannelRules::kMaxSubscriptions)));
  EXPECT_TRUE(add(ada, {"channel-0", "channel-1"}));
  ASSERT_TRUE(take_away(ada, {"channel-0"}));
  EXPECT_TRUE(add(ada, {"new"}));
}

INSTANTIATE_TEST_SUITE_P(Stores, Subscriptions, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
