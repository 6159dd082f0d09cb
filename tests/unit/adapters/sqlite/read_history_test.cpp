#include "unit/adapters/sqlite/sqlite_fixture.hpp"

#include "adapters/sqlite/read_queries.hpp"

namespace belfry::sqlite::test {
namespace {

class ReadHistoryTest : public SqliteTest {
 protected:
  /// An inbox of which only the first item is of the type that is asked for, with a look at five items a page.
  std::vector<HistoryPage> pages_of_a_rare_type(int others) {
    open();
    PublishCommand rare = command(ada);
    Notification notification = *rare.notification;
    notification.type = "moc_featured";
    rare.notification = std::make_shared<const Notification>(std::move(notification));
    EXPECT_TRUE(run_task(store->append(std::move(rare))));
    for (int i = 0; i < others; ++i) {
      EXPECT_TRUE(publish(ada));
    }
    const auto reader = Database::open(settings.path, Database::Mode::read_only, std::chrono::seconds(1)).value();
    HistoryQuery query;
    query.type = "moc_featured";
    std::vector<HistoryPage> pages;
    do {
      pages.push_back(read_history(*reader, scope, ada, query, 5));
      query.before = pages.back().next_before;
    } while (query.before);
    return pages;
  }
};

TEST_F(ReadHistoryTest, AFilteredPageThatFoundNothingWithinReachTellsWhereToGoOn) {
  const auto pages = pages_of_a_rare_type(12);
  ASSERT_EQ(pages.size(), 3u);
  EXPECT_TRUE(pages[0].items.empty());
  EXPECT_TRUE(pages[1].items.empty());
  ASSERT_EQ(pages[2].items.size(), 1u);
  EXPECT_EQ(pages[2].items[0].rev, 1u);
}

TEST_F(ReadHistoryTest, AFilteredPageFindsWhatLiesAtTheVeryEndOfItsReach) {
  const auto pages = pages_of_a_rare_type(4);
  ASSERT_EQ(pages.front().items.size(), 1u);
}

}  // namespace
}  // namespace belfry::sqlite::test
