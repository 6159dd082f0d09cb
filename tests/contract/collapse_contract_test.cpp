#include "contract/store_contract.hpp"

namespace belfry::test {
namespace {

class Collapse : public StoreContract {
 protected:
  NotificationId collapse(const UserId& user, const std::string& title, const std::string& key = "k") {
    return append(collapsing(key, user, title))->id;
  }
};

TEST_P(Collapse, TheNewOneTakesThePlaceOfTheUnreadOne) {
  const NotificationId first = collapse(ada, "first");
  publish(ada, "other");
  const NotificationId second = collapse(ada, "second");
  EXPECT_EQ(listed(ada), (Titles{"second", "other"}));
  EXPECT_FALSE(find(ada, first));
  EXPECT_EQ(find(ada, second)->rev, 3u);
  EXPECT_EQ(state(ada).unread, 2u);
  EXPECT_EQ(state(ada).unseen, 2u);
}

TEST_P(Collapse, IsOneChangeUnderOneRevThatNamesBoth) {
  const NotificationId first = collapse(ada, "first");
  const NotificationId second = collapse(ada, "second");
  ASSERT_EQ(events.size(), 2u);
  const UserEvent& event = *events.back();
  EXPECT_EQ(event.change.op, ChangeOp::replaced);
  EXPECT_EQ(event.change.rev, 2u);
  EXPECT_EQ(event.change.notification->id, second);
  EXPECT_EQ(event.change.replaces, first);
  EXPECT_EQ(event.state, state(ada));
  const auto page = changes(ada, 1);
  ASSERT_EQ(page->changes.size(), 1u);
  EXPECT_EQ(page->changes[0].op, ChangeOp::replaced);
  EXPECT_EQ(page->changes[0].replaces, first);
  ASSERT_TRUE(page->changes[0].notification);
  EXPECT_EQ(page->changes[0].notification->title, "second");
}

TEST_P(Collapse, TheReplacedOneStaysInTheLog) {
  collapse(ada, "first");
  collapse(ada, "second");
  const auto page = changes(ada, 0);
  ASSERT_EQ(page->changes.size(), 2u);
  EXPECT_EQ(page->changes[0].op, ChangeOp::added);
  ASSERT_TRUE(page->changes[0].notification);
  EXPECT_EQ(page->changes[0].notification->title, "first");
}

TEST_P(Collapse, AReadOneStaysAndTheNewOneComesBesideIt) {
  const NotificationId first = collapse(ada, "first");
  ASSERT_TRUE(read(ada, first));
  collapse(ada, "second");
  EXPECT_EQ(events.back()->change.op, ChangeOp::added);
  EXPECT_EQ(listed(ada), (Titles{"second", "first"}));
  EXPECT_EQ(state(ada).unread, 1u);
}

TEST_P(Collapse, OneReadTogetherWithAllOthersStaysToo) {
  collapse(ada, "first");
  ASSERT_TRUE(read_all(ada));
  collapse(ada, "second");
  EXPECT_EQ(listed(ada), (Titles{"second", "first"}));
  EXPECT_EQ(state(ada).unread, 1u);
  collapse(ada, "third");
  EXPECT_EQ(listed(ada), (Titles{"third", "first"}));
  EXPECT_EQ(state(ada).unread, 1u);
}

TEST_P(Collapse, AChainOfThreeLeavesTheLast) {
  collapse(ada, "1");
  const NotificationId second = collapse(ada, "2");
  collapse(ada, "3");
  EXPECT_EQ(listed(ada), (Titles{"3"}));
  EXPECT_EQ(events.back()->change.replaces, second);
  EXPECT_EQ(state(ada).unread, 1u);
  EXPECT_EQ(state(ada).rev, 3u);
}

TEST_P(Collapse, ASeenOneReplacedMakesTheNewOneUnseen) {
  collapse(ada, "first");
  ASSERT_TRUE(seen(ada, 1));
  EXPECT_EQ(state(ada).unseen, 0u);
  collapse(ada, "second");
  EXPECT_EQ(state(ada).unseen, 1u);
  EXPECT_EQ(state(ada).unread, 1u);
}

TEST_P(Collapse, OtherKeysAndOtherUsersAreLeftAlone) {
  collapse(ada, "a", "x");
  collapse(ada, "b", "y");
  collapse(bob, "c", "x");
  EXPECT_EQ(state(ada).unread, 2u);
  EXPECT_EQ(state(bob).unread, 1u);
}

TEST_P(Collapse, ARemovedOneIsNotReplaced) {
  const NotificationId first = collapse(ada, "first");
  ASSERT_TRUE(remove(ada, first));
  collapse(ada, "second");
  EXPECT_EQ(events.back()->change.op, ChangeOp::added);
  EXPECT_EQ(state(ada).unread, 1u);
}

TEST_P(Collapse, ASuppressedOneReplacesNothing) {
  collapse(ada, "first");
  ASSERT_TRUE(patch(ada, switching(Kind::in_app, false)));
  collapse(ada, "second");
  EXPECT_EQ(listed(ada), (Titles{"first"}));
  EXPECT_EQ(state(ada).unread, 1u);
}

TEST_P(Collapse, ReplacesForEveryUserOfThePublishOnTheirOwn) {
  collapse(ada, "first");
  PublishCommand both = command(draft("second"), {ada, bob});
  both.collapse_key = "k";
  EXPECT_EQ(append(both)->accepted, 2u);
  EXPECT_EQ(events[1]->change.op, ChangeOp::replaced);
  EXPECT_EQ(events[2]->change.op, ChangeOp::added);
  EXPECT_EQ(listed(ada), (Titles{"second"}));
}

TEST_P(Collapse, TheNewOneHasToBeDeliveredAnew) {
  collapse(ada, "first");
  deliver({.user = ada, .up_to = 1, .ids = {}});
  collapse(ada, "second");
  EXPECT_EQ(titles(welcome(ada).undelivered), (Titles{"second"}));
}

INSTANTIATE_TEST_SUITE_P(Stores, Collapse, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
