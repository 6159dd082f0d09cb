#include "contract/notification_store_contract.hpp"

namespace belfry::test {
namespace {

class WelcomeContract : public NotificationStoreContract {
 protected:
  Welcome welcome(const UserId& user, Instant published_after = {}, std::size_t limit = 100) {
    return run_task(store().welcome(user, published_after, limit)).value();
  }
  void deliver(const UserId& user, Rev up_to, std::vector<NotificationId> ids = {}) {
    std::vector<Delivery> deliveries = {Delivery{.user = user, .up_to = up_to, .ids = std::move(ids)}};
    EXPECT_TRUE(run_task(store().mark_delivered(std::move(deliveries))));
  }
};

TEST_P(WelcomeContract, BringsTheUndeliveredOldestFirstWithTheState) {
  publish_many(ada, 3);
  const Welcome brought = welcome(ada);
  EXPECT_EQ(titles(brought.undelivered), (std::vector<std::string>{"1", "2", "3"}));
  EXPECT_EQ(brought.state, state(ada));
}

TEST_P(WelcomeContract, OfAUserNeverHeardOfIsEmpty) {
  publish(ada);
  const Welcome brought = welcome(bob);
  EXPECT_TRUE(brought.undelivered.empty());
  EXPECT_EQ(brought.state.rev, 0u);
  EXPECT_EQ(brought.state.epoch, state(ada).epoch);
}

TEST_P(WelcomeContract, LeavesOutWhatWasAcknowledged) {
  publish(ada, "1");
  const NotificationId second = publish(ada, "2");
  publish(ada, "3");
  deliver(ada, 0, {second});
  EXPECT_EQ(titles(welcome(ada).undelivered), (std::vector<std::string>{"1", "3"}));
  deliver(ada, 1);
  EXPECT_EQ(titles(welcome(ada).undelivered), (std::vector<std::string>{"3"}));
}

TEST_P(WelcomeContract, IsTheNewestOfThem) {
  publish_many(ada, 5);
  EXPECT_EQ(titles(welcome(ada, {}, 2).undelivered), (std::vector<std::string>{"4", "5"}));
}

TEST_P(WelcomeContract, LeavesOutWhatIsTooOld) {
  publish(ada, "old");
  clock.advance(std::chrono::hours(24));
  publish(ada, "edge");
  const Instant floor = clock.now();
  clock.advance(std::chrono::hours(1));
  publish(ada, "new");
  EXPECT_EQ(titles(welcome(ada, floor).undelivered), (std::vector<std::string>{"edge", "new"}));
}

TEST_P(WelcomeContract, StillBringsWhatWasReadButNeverDelivered) {
  const NotificationId id = publish(ada);
  ASSERT_TRUE(read(ada, id));
  const Welcome brought = welcome(ada);
  ASSERT_EQ(brought.undelivered.size(), 1u);
  EXPECT_EQ(brought.undelivered[0].read_at, clock.now());
}

TEST_P(WelcomeContract, AnAcknowledgementSetsTheTimeOnceAndMakesNoRev) {
  const NotificationId id = publish(ada);
  clock.advance(std::chrono::seconds(1));
  deliver(ada, 0, {id});
  const Instant first = clock.now();
  clock.advance(std::chrono::seconds(1));
  deliver(ada, 1, {id});
  EXPECT_EQ(find(ada, id)->delivered_at, first);
  EXPECT_EQ(state(ada).rev, 1u);
  EXPECT_EQ(events.size(), 1u);
}

TEST_P(WelcomeContract, AnAcknowledgementOfUnknownThingsIsPassedOver) {
  const NotificationId id = publish(ada);
  deliver(bob, 5, {id, Uuid::v4()});
  EXPECT_FALSE(find(ada, id)->delivered_at);
}

INSTANTIATE_TEST_SUITE_P(Stores, WelcomeContract, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
