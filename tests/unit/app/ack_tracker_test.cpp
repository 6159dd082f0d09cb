#include "app/ack_tracker.hpp"
#include "support/manual_clock.hpp"

#include <gtest/gtest.h>

namespace belfry::app {
namespace {

using std::chrono::seconds;

class AckTrackerTest : public ::testing::Test {
 protected:
  NotificationPtr sent(Rev rev) {
    auto notification = std::make_shared<Notification>();
    notification->id = Uuid::v4();
    tracker.sent(notification, rev, 0, settings, clock.steady_now());
    return notification;
  }
  AckTracker::Due due() { return tracker.take_due(settings, clock.steady_now()); }

  belfry::test::ManualClock clock;
  AckTracker::Settings settings{.timeout = seconds(10), .attempts = 3};
  AckTracker tracker;
};

TEST_F(AckTrackerTest, IsDueAfterTheTimeoutAndThenAfterTwiceAndFourTimesThat) {
  sent(1);
  for (const int wait : {10, 20, 40}) {
    clock.advance(seconds(wait - 1));
    EXPECT_TRUE(due().repeat.empty());
    clock.advance(seconds(1));
    EXPECT_EQ(due().repeat.size(), 1U);
  }
  clock.advance(seconds(80));
  const auto last = due();
  EXPECT_TRUE(last.repeat.empty());
  EXPECT_EQ(last.given_up.size(), 1U);
  EXPECT_TRUE(tracker.empty());
}

TEST_F(AckTrackerTest, ForgetsWhatWasAckedByIdOrByPosition) {
  const auto first = sent(1);
  sent(2);
  sent(3);
  sent(4);
  tracker.acked(first->id);
  EXPECT_EQ(tracker.size(), 3U);
  tracker.acked_up_to(3, 0);
  EXPECT_EQ(tracker.size(), 1U);
  tracker.acked(Uuid::v4());
  EXPECT_EQ(tracker.size(), 1U);
}

TEST_F(AckTrackerTest, TellsAnnouncementsFromPersonalOnesInAPosition) {
  sent(5);
  auto announcement = std::make_shared<Notification>();
  announcement->id = Uuid::v4();
  tracker.sent(announcement, 0, 7, settings, clock.steady_now());
  tracker.acked_up_to(5, 6);
  EXPECT_EQ(tracker.size(), 1U);
  tracker.acked_up_to(0, 7);
  EXPECT_TRUE(tracker.empty());
}

TEST_F(AckTrackerTest, IsBounded) {
  for (Rev rev = 1; rev <= AckTracker::kMaxPending + 10; ++rev) {
    sent(rev);
  }
  EXPECT_EQ(tracker.size(), AckTracker::kMaxPending);
}

}  // namespace
}  // namespace belfry::app
