#include "hub_fixture.hpp"

namespace belfry::app::test {
namespace {

class HubPushTest : public HubTest {
 protected:
  FrameSet wrapped(const std::string& text = "hello") {
    const messages::Broadcast message{.type = "notification", .data = R"({"title":")" + text + R"("})"};
    FrameSet frames;
    for (const Dialect* each : services->dialects) {
      frames[static_cast<std::size_t>(each->kind())] = Frame::text(each->encode(message, clock.now()));
    }
    return frames;
  }

  /// Begins a push; its count is there once the hub is through with it.
  void push(const PushTarget& target, FrameSet frames) {
    hub->push(target, std::move(frames), [this](PushTally counted) { tally = counted; });
  }

  std::optional<PushTally> tally;
};

TEST_F(HubPushTest, ReachesEverybodyInTheirOwnShape) {
  FakeSocket& ada = connect("ada");
  FakeSocket& bob = connect_dashboard("bob");
  settle();
  push(ToEverybody{}, wrapped());
  settle();
  EXPECT_EQ(ada.types().back(), "message");
  EXPECT_EQ(boost::json::serialize(ada.sent.back().at("payload")),
            R"({"type":"notification","data":{"title":"hello"}})");
  EXPECT_EQ(bob.types().back(), "notification");
  EXPECT_EQ(boost::json::serialize(bob.sent.back().at("data")), R"({"title":"hello"})");
  ASSERT_TRUE(tally);
  EXPECT_EQ(tally->succeeded, 2U);
  EXPECT_EQ(tally->failed, 0U);
}

TEST_F(HubPushTest, ReachesAUsersConnectionsAndNoOther) {
  connect("ada");
  connect("ada");
  FakeSocket& bob = connect("bob");
  settle();
  push(UserId("ada"), wrapped());
  settle();
  EXPECT_EQ(tally->succeeded, 2U);
  EXPECT_EQ(bob.types().back(), "connected");
}

TEST_F(HubPushTest, ReachesOneConnection) {
  FakeSocket& first = connect("ada");
  FakeSocket& second = connect("ada");
  settle();
  push(ConnectionKey{1}, wrapped());
  settle();
  EXPECT_EQ(first.types().back(), "message");
  EXPECT_EQ(second.types().back(), "connected");
  EXPECT_EQ(tally->succeeded, 1U);
}

TEST_F(HubPushTest, AnswersAtOnceWhenNobodyIsThere) {
  push(UserId("nobody"), wrapped());
  ASSERT_TRUE(tally);
  EXPECT_EQ(tally->succeeded + tally->failed, 0U);
}

TEST_F(HubPushTest, WhoIsNotGreetedYetIsNoTarget) {
  FakeSocket& ada = connect("ada");
  push(ToEverybody{}, wrapped());
  settle();
  EXPECT_EQ(ada.types(), std::vector<std::string>{"connected"});
  EXPECT_EQ(tally->succeeded, 0U);
}

TEST_F(HubPushTest, AConnectionThatDiesOnTheWayCountsAsAFailureAndStopsNobody) {
  std::vector<FakeSocket*> all;
  for (int i = 0; i < 100; ++i) {
    all.push_back(&connect("user" + std::to_string(i)));
  }
  settle();
  push(ToEverybody{}, wrapped());
  EXPECT_FALSE(tally) << "the first chunk only";
  for (FakeSocket* socket : all) {
    if (socket->types().back() == "connected") {
      socket->handler->on_closed(CloseCode::abnormal);  // one that has not been tried yet
      break;
    }
  }
  while (!tally && scheduler.run_one()) {
  }
  ASSERT_TRUE(tally);
  EXPECT_EQ(tally->succeeded, 99U);
  EXPECT_EQ(tally->failed, 1U);
}

TEST_F(HubPushTest, AQueueWithoutRoomIsAFailureOfItsOwnKind) {
  FakeSocket& slow = connect("slow");
  connect("ada");
  settle();
  slow.overflows = true;
  push(ToEverybody{}, wrapped());
  EXPECT_EQ(tally->succeeded, 1U);
  EXPECT_EQ(tally->failed, 1U);
  EXPECT_EQ(tally->overflowed, 1U);
}

TEST_F(HubPushTest, AConnectionThatIsClosingIsNoTarget) {
  FakeSocket& ada = connect("ada");
  settle();
  ada.closed_with = CloseCode::going_away;  // its client said goodbye
  push(ToEverybody{}, wrapped());
  EXPECT_EQ(tally->succeeded + tally->failed, 0U);
}

TEST_F(HubPushTest, WhoComesMeanwhileDoesNotGetIt) {
  for (int i = 0; i < 100; ++i) {
    connect("user" + std::to_string(i));
  }
  settle();
  push(ToEverybody{}, wrapped());
  FakeSocket& late = connect("late");
  settle();
  EXPECT_EQ(late.types(), std::vector<std::string>{"connected"});
  EXPECT_EQ(tally->succeeded, 100U);
}

TEST_F(HubPushTest, ADialectWithoutTheMessageIsNoTarget) {
  connect("ada");
  FakeSocket& bob = connect_dashboard("bob");
  settle();
  FrameSet frames = wrapped();
  frames[static_cast<std::size_t>(DialectKind::dashboard)] = {};
  push(ToEverybody{}, std::move(frames));
  settle();
  EXPECT_EQ(tally->succeeded, 1U);
  EXPECT_EQ(bob.types().back(), "connected");
}

TEST_F(HubTest, OnADashboardWhatTheSocketHasTakenIsDelivered) {
  FakeSocket& ada = connect_dashboard("ada");
  settle();
  publish("ada");
  EXPECT_EQ(ada.types().back(), "notification");
  scheduler.advance(AckBatcher::kDelay);
  EXPECT_FALSE(last_delivered_at("ada")) << "it still waits in the queue";
  settle();
  scheduler.advance(AckBatcher::kDelay);
  EXPECT_TRUE(last_delivered_at("ada"));
}

}  // namespace
}  // namespace belfry::app::test
