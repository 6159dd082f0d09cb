#include "contract/notification_store_contract.hpp"

namespace belfry::test {
namespace {

using History = NotificationStoreContract;

TEST_P(History, OfAUserNeverHeardOfIsEmptyAtRevZeroOfTheStoresEpoch) {
  publish(ada);
  const HistoryPage page = history(bob);
  EXPECT_TRUE(page.items.empty());
  EXPECT_FALSE(page.next_before);
  EXPECT_EQ(page.state, (InboxState{.rev = 0, .unread = 0, .unseen = 0, .epoch = state(ada).epoch, .announcement = 0}));
}

TEST_P(History, IsNewestFirst) {
  publish_many(ada, 3);
  EXPECT_EQ(titles(history(ada).items), (std::vector<std::string>{"3", "2", "1"}));
}

TEST_P(History, GoesOnWhereThePageBeforeEnded) {
  publish_many(ada, 5);
  HistoryQuery query;
  query.limit = 2;
  const HistoryPage first = history(ada, query);
  EXPECT_EQ(titles(first.items), (std::vector<std::string>{"5", "4"}));
  ASSERT_TRUE(first.next_before);
  query.before = first.next_before;
  const HistoryPage second = history(ada, query);
  EXPECT_EQ(titles(second.items), (std::vector<std::string>{"3", "2"}));
  query.before = second.next_before;
  const HistoryPage last = history(ada, query);
  EXPECT_EQ(titles(last.items), (std::vector<std::string>{"1"}));
  EXPECT_FALSE(last.next_before);
}

TEST_P(History, TellsNoNextPageWhenItEndsExactlyAtTheLimit) {
  publish_many(ada, 2);
  HistoryQuery query;
  query.limit = 2;
  EXPECT_FALSE(history(ada, query).next_before);
}

TEST_P(History, CarriesTheStateOfTheInbox) {
  publish_many(ada, 3);
  HistoryQuery query;
  query.limit = 1;
  EXPECT_EQ(history(ada, query).state, state(ada));
}

TEST_P(History, CanBeOfTheUnreadOnly) {
  publish(ada, "old");
  ASSERT_TRUE(read_all(ada));
  const NotificationId id = publish(ada, "read");
  publish(ada, "unread");
  ASSERT_TRUE(read(ada, id));
  HistoryQuery query;
  query.unread_only = true;
  EXPECT_EQ(titles(history(ada, query).items), (std::vector<std::string>{"unread"}));
}

TEST_P(History, CanBeOfOneTypeOrOneChannel) {
  Notification upload = draft("upload");
  upload.type = "upload_complete";
  publish(ada, upload);
  Notification news = draft("news");
  news.channel = "news";
  subscribe(ada, {"news"});
  publish(ada, news);
  HistoryQuery by_type;
  by_type.type = "upload_complete";
  EXPECT_EQ(titles(history(ada, by_type).items), (std::vector<std::string>{"upload"}));
  HistoryQuery by_channel;
  by_channel.channel = "news";
  EXPECT_EQ(titles(history(ada, by_channel).items), (std::vector<std::string>{"news"}));
}

TEST_P(History, FindsNothingInSomebodyElsesInbox) {
  const NotificationId id = publish(ada);
  EXPECT_TRUE(find(ada, id));
  EXPECT_FALSE(find(bob, id));
}

INSTANTIATE_TEST_SUITE_P(Stores, History, every_store(), name_of_store);

}  // namespace
}  // namespace belfry::test
