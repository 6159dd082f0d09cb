#include "app/turns.hpp"

#include "support/manual_clock.hpp"
#include "support/manual_scheduler.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace belfry::app {
namespace {

/// Work that ends when the test says so.
class TurnsTest : public ::testing::Test {
 protected:
  Task<void> work(std::string name) {
    auto turn = co_await turns.take();
    if (!turn) {
      log.push_back(name + " refused");
      co_return;
    }
    log.push_back(name);
    held.push_back(std::make_unique<Turns::Turn>(std::move(*turn)));
  }
  void begin(const std::string& name) {
    scheduler.spawn(work(name));
    scheduler.run();
  }
  void end_first() {
    held.erase(held.begin());
    scheduler.run();
  }

  belfry::test::ManualClock clock;
  belfry::test::ManualScheduler scheduler{clock};
  Turns turns{2};
  std::vector<std::string> log;
  std::vector<std::unique_ptr<Turns::Turn>> held;
};

using Log = std::vector<std::string>;

TEST_F(TurnsTest, ComeOneAfterTheOtherInTheOrderOfAsking) {
  begin("a");
  begin("b");
  begin("c");
  EXPECT_EQ(log, Log{"a"});
  end_first();
  EXPECT_EQ(log, (Log{"a", "b"}));
  end_first();
  EXPECT_EQ(log, (Log{"a", "b", "c"}));
  end_first();
  EXPECT_FALSE(turns.busy());
}

TEST_F(TurnsTest, NobodyComesInBetweenWhoseTurnIsPassedOn) {
  begin("a");
  begin("b");
  held.clear();  // b is about to run
  EXPECT_TRUE(turns.busy());
  scheduler.spawn(work("c"));
  scheduler.run();
  EXPECT_EQ(log, (Log{"a", "b"}));
}

TEST_F(TurnsTest, RefuseMoreThanMayWait) {
  begin("a");
  begin("b");
  begin("c");
  begin("d");
  EXPECT_EQ(log, (Log{"a", "d refused"}));
}

TEST_F(TurnsTest, LetGoOfThoseWhoWaitWhenTheyAreAbandoned) {
  begin("a");
  begin("b");
  turns.abandon();
  end_first();
  EXPECT_EQ(log, Log{"a"});
  EXPECT_FALSE(turns.busy());
}

}  // namespace
}  // namespace belfry::app
