#include "unit/app/hub_fixture.hpp"

namespace belfry::app::test {
namespace {

using ::testing::Test;
using Revs = std::vector<std::uint64_t>;
using Types = std::vector<std::string>;

TEST_F(HubTest, GreetsAConnectionFirst) {
  FakeSocket& socket = connect("ada");
  settle();
  ASSERT_EQ(socket.types(), Types{"connected"});
  EXPECT_EQ(socket.sent[0].at("payload").at("userId").as_string(), "ada");
  EXPECT_EQ(socket.sent[0].at("payload").at("rev").to_number<int>(), 0);
}

TEST_F(HubTest, GivesALiveNotificationToEveryConnectionOfTheUserAndToNobodyElse) {
  FakeSocket& first = connect("ada");
  FakeSocket& second = connect("ada");
  FakeSocket& other = connect("bob");
  settle();
  publish("ada");
  settle();
  EXPECT_EQ(first.revs_of("notification"), Revs{1});
  EXPECT_EQ(second.revs_of("notification"), Revs{1});
  EXPECT_EQ(other.types(), Types{"connected"});
}

TEST_F(HubTest, SendsWhatWaitsForAConnectionInOneTurn) {
  FakeSocket& socket = connect("ada");
  settle();
  flushes = 0;
  for (int i = 0; i < 10; ++i) {
    scheduler.spawn(append("ada", "n"));
  }
  settle();
  EXPECT_EQ(socket.revs_of("notification").size(), 10U);
  EXPECT_LE(flushes, 10);
}

TEST_F(HubTest, ReplaysTheUndeliveredOldestFirstThenGoesOnLive) {
  publish("ada");
  publish("ada");
  FakeSocket& socket = connect("ada");
  settle();
  publish("ada");
  settle();
  EXPECT_EQ(socket.types(), (Types{"connected", "notification", "notification", "notification"}));
  EXPECT_EQ(socket.revs_of("notification"), (Revs{1, 2, 3}));
  EXPECT_TRUE(socket.sent[1].at("payload").at("replayed").as_bool());
  EXPECT_FALSE(socket.sent[3].at("payload").as_object().contains("replayed"));
}

TEST_F(HubTest, ResumesByCursorWithExactlyWhatWasMissed) {
  for (int i = 0; i < 5; ++i) {
    publish("ada");
  }
  FakeSocket& before = connect("ada");
  settle();
  const auto cursor = Cursor::parse(std::string_view(before.sent[0].at("payload").at("cursor").as_string()));
  ASSERT_TRUE(cursor);
  FakeSocket& socket = connect("ada", Cursor{cursor->epoch, 2, 0});
  settle();
  EXPECT_EQ(socket.revs_of("notification"), (Revs{3, 4, 5}));
}

TEST_F(HubTest, LeavesNoGapWhenEventsArriveDuringTheCatchUp) {
  for (int i = 0; i < 3; ++i) {
    publish("ada");
  }
  FakeSocket& probe = connect("ada");
  settle();
  const auto epoch = Cursor::parse(std::string_view(probe.sent[0].at("payload").at("cursor").as_string()))->epoch;
  FakeSocket& socket = connect("ada", Cursor{epoch, 0, 0});
  for (int i = 0; i < 20; ++i) {  // before the first page has been read
    publish("ada");
  }
  settle();
  Revs all;
  for (std::uint64_t rev = 1; rev <= 23; ++rev) {
    all.push_back(rev);
  }
  EXPECT_EQ(socket.revs_of("notification"), all);
}

TEST_F(HubTest, ReadsOnFromTheStoreWhenTheBrokerLostAnEvent) {
  FakeSocket& socket = connect("ada");
  settle();
  publish("ada");
  drop_events = 2;
  publish("ada");
  publish("ada");
  publish("ada");
  settle();
  EXPECT_EQ(socket.revs_of("notification"), (Revs{1, 2, 3, 4}));
}

TEST_F(HubTest, AnswersACursorBeyondTheHeadWithResyncAndGoesOnLive) {
  publish("ada");
  FakeSocket& probe = connect("ada");
  settle();
  const auto epoch = Cursor::parse(std::string_view(probe.sent[0].at("payload").at("cursor").as_string()))->epoch;
  FakeSocket& socket = connect("ada", Cursor{epoch, 99, 0});
  settle();
  publish("ada");
  settle();
  EXPECT_EQ(socket.types(), (Types{"connected", "resync_required", "notification"}));
  EXPECT_EQ(socket.revs_of("notification"), Revs{2});
}

TEST_F(HubTest, WaitsWithTheCatchUpUntilTheSocketHasDrained) {
  for (int i = 0; i < 200; ++i) {
    publish("ada", std::string(1000, 'x'));
  }
  FakeSocket& socket = connect("ada");
  scheduler.run();
  const std::size_t first_batch = socket.sent.size();
  EXPECT_LT(socket.queued_bytes(), 70'000U);
  EXPECT_LT(first_batch, 100U);
  settle();
  EXPECT_EQ(socket.revs_of("notification").size(), 200U);
}

TEST_F(HubTest, ServesOthersBetweenTheChunksOfALongFanOut) {
  for (int i = 0; i < 1000; ++i) {
    connect("crowd");
  }
  FakeSocket& single = connect("ada");
  settle();
  scheduler.spawn(append("crowd", "n"));
  scheduler.spawn(append("ada", "n"));
  while (single.revs_of("notification").empty()) {
    ASSERT_TRUE(scheduler.run_one() || (scheduler.run(), true));
  }
  EXPECT_LT(metrics.messages_delivered[0].value(), 2000U);
  settle();
  EXPECT_EQ(metrics.messages_delivered[0].value(), 1001U);
}

TEST_F(HubTest, GivesAStreamToManyConnectionsWithoutGapOrRepeatWhileOthersComeAndGo) {
  publish("crowd");
  FakeSocket& probe = connect("crowd");
  settle();
  const auto epoch = Cursor::parse(std::string_view(probe.sent[0].at("payload").at("cursor").as_string()))->epoch;
  for (int i = 0; i < 300; ++i) {
    connect("crowd", Cursor{epoch, 1, 0});
  }
  settle();
  for (int i = 0; i < 60; ++i) {
    scheduler.spawn(append("crowd", "n"));
    scheduler.run_one();
    if (i % 5 == 0) {
      connect("crowd", Cursor{epoch, 1, 0});
      sockets[static_cast<std::size_t>(i + 1)]->handler->on_closed(CloseCode::abnormal);
      sockets[static_cast<std::size_t>(i + 1)]->handler = nullptr;
    }
    for (int turn = 0; turn < i % 7; ++turn) {
      scheduler.run_one();
    }
  }
  for (int i = 0; i < 20; ++i) {
    scheduler.run();
    for (auto& socket : sockets) {
      if (socket->handler != nullptr) {
        socket->drain();
      }
    }
  }
  Revs all;
  for (std::uint64_t rev = 2; rev <= 61; ++rev) {
    all.push_back(rev);
  }
  for (std::size_t i = 1; i < sockets.size(); ++i) {
    if (sockets[i]->handler != nullptr) {
      ASSERT_EQ(sockets[i]->revs_of("notification"), all) << "socket " << i;
    }
  }
}

TEST_F(HubTest, LetsGoOfEventsUnderAStreamThatNeverPauses) {
  constexpr int kCrowd = 100;  // walks end in the middle of a turn
  for (int i = 0; i < kCrowd; ++i) {
    connect("crowd");
  }
  settle();
  std::ptrdiff_t most = 0;
  for (int i = 0; i < 600; ++i) {
    scheduler.spawn(append("crowd", "n"));
    scheduler.run_coroutines();
    scheduler.run_one();
    most = std::max(most, std::count_if(events.begin(), events.end(), [](const auto& e) { return !e.expired(); }));
  }
  EXPECT_LT(most, 200);
  settle();
  EXPECT_EQ(sockets.back()->revs_of("notification").size(), 600U);
}

TEST_F(HubTest, FindsInTheStoreWhatAFullMailboxDropped) {
  FakeSocket& first = connect("ada");
  FakeSocket& second = connect("bob");
  settle();
  drop_events = 4;
  publish("ada");
  publish("ada");
  publish("bob");
  publish("bob");
  hub->read_on();
  settle();
  EXPECT_EQ(first.revs_of("notification"), (Revs{1, 2}));
  EXPECT_EQ(second.revs_of("notification"), (Revs{1, 2}));
}

TEST_F(HubTest, ForgetsTheUserWithTheLastConnection) {
  FakeSocket& first = connect("ada");
  FakeSocket& second = connect("ada");
  settle();
  EXPECT_EQ(directory.shards_of(UserId("ada")), 1U);
  first.handler->on_closed(CloseCode::normal);
  scheduler.run();
  EXPECT_EQ(directory.shards_of(UserId("ada")), 1U);
  second.handler->on_closed(CloseCode::abnormal);
  scheduler.run();
  EXPECT_EQ(directory.shards_of(UserId("ada")), 0U);
  EXPECT_EQ(directory.connections(), 0U);
  EXPECT_EQ(hub->size(), 0U);
}

TEST_F(HubTest, SurvivesAConnectionThatClosesBeforeItsStoreAnswers) {
  FakeSocket& socket = connect("ada");
  socket.handler->on_closed(CloseCode::abnormal);
  settle();
  EXPECT_EQ(hub->size(), 0U);
  EXPECT_TRUE(socket.sent.empty());
}

}  // namespace
}  // namespace belfry::app::test
