#include "loop_fixture.hpp"

namespace belfry::push::testing {
namespace {

constexpr int kSmallBuffer = 8'192;

class LoopSending : public LoopTest {
 protected:
  LoopSending() : LoopTest({.queue_bytes = 100'000}) {}

  static Frame::Ptr numbered(int i) { return Frame::text("message " + std::to_string(i)); }

  /// Sends until the kernel takes no more; returns how many messages that took.
  int fill(Recorder& server) {
    int sent = 0;
    while (server.socket->queued_bytes() == 0) {
      server.socket->send(numbered(sent++));
      core_->flush();
    }
    return sent;
  }
};

TEST_F(LoopSending, WaitsForTheEndOfTheTurnAndKeepsTheOrder) {
  Recorder server;
  Peer client = connect(server);
  settle();
  Log expected;
  for (int i = 0; i < 500; ++i) {
    server.socket->send(numbered(i));
    expected.push_back("1 message " + std::to_string(i));
  }
  EXPECT_EQ(client.frames(), Log{});
  EXPECT_GT(server.socket->queued_bytes(), 0u);
  settle();
  EXPECT_EQ(client.frames(), expected);
  EXPECT_EQ(server.socket->queued_bytes(), 0u);
  EXPECT_EQ(core_->counters().frames_sent, 500u);
  EXPECT_EQ(core_->counters().bytes_sent, client.bytes.size());
}

TEST_F(LoopSending, WritesAtOnceWhenFlushed) {
  Recorder server;
  Peer client = connect(server);
  server.socket->send(Frame::text("now"));
  core_->flush();
  EXPECT_EQ(client.frames(), Log{"1 now"});
}

TEST_F(LoopSending, SaysWithWhatItCloses) {
  Recorder server;
  Peer client = connect(server);
  EXPECT_FALSE(server.socket->closing_with());
  server.socket->close(CloseCode::replaced, "");
  EXPECT_EQ(server.socket->closing_with(), CloseCode::replaced);
}

TEST_F(LoopSending, TellsWhenEverythingIsWrittenOnce) {
  Recorder server;
  Peer client = connect(server);
  settle();
  EXPECT_EQ(server.drained, 0);
  server.socket->send(Frame::text("a"));
  server.socket->send(Frame::text("b"));
  settle();
  EXPECT_EQ(server.drained, 1);
}

TEST_F(LoopSending, TellsAReaderThatCatchesUpWhenItHas) {
  Recorder server;
  Peer client = connect(server, {}, kSmallBuffer);
  settle();
  int sent = fill(server);
  const int drained = server.drained;
  settle();
  EXPECT_EQ(server.drained, drained);
  while (client.read()) {
    settle();
  }
  EXPECT_EQ(server.drained, drained + 1);
  EXPECT_EQ(server.socket->queued_bytes(), 0u);
  Log expected;
  for (int i = 0; i < sent; ++i) {
    expected.push_back("1 message " + std::to_string(i));
  }
  EXPECT_EQ(client.frames(), expected);
}

TEST_F(LoopSending, FromOnDrainedGoesOnWithoutRecursion) {
  Recorder server;
  int left = 200;
  server.then_on_drained = [&] {
    if (left-- > 0) {
      server.socket->send(Frame::text("x"));
    }
  };
  Peer client = connect(server);
  server.socket->send(Frame::text("x"));
  settle();
  EXPECT_EQ(client.frames().size(), 201u);
}

TEST_F(LoopSending, ClosesASlowReaderAndDropsWhatItWillNotRead) {
  Recorder server;
  Peer client = connect(server, {}, kSmallBuffer);
  settle();
  for (int i = 0; core_->counters().slow_consumers == 0 && i < 100'000; ++i) {
    server.socket->send(numbered(i));
    if (i % 10 == 0) {
      core_->flush();
    }
  }
  EXPECT_EQ(core_->counters().slow_consumers, 1u);
  EXPECT_EQ(server.socket->closing_with(), CloseCode::slow_consumer);
  EXPECT_LT(server.socket->queued_bytes(), 1'000u);
  // The stream stays readable: whole messages in order, then the close frame.
  while (client.read()) {
    settle();
  }
  const Log frames = client.frames();
  for (std::size_t i = 0; i + 1 < frames.size(); ++i) {
    ASSERT_EQ(frames[i], "1 message " + std::to_string(i));
  }
  EXPECT_EQ(frames.back(), closing(CloseCode::slow_consumer, R"({"code":"SLOW_CONSUMER"})"));
  client.write(close_frame(4003));
  settle();
  EXPECT_EQ(server.log, Log{"closed 4003"});
}

TEST_F(LoopSending, DropsASlowReaderThatStaysSilentAfterTheCloseTimeout) {
  Recorder server;
  Peer client = connect(server, {}, kSmallBuffer);
  settle();
  fill(server);
  server.socket->send(Frame::text(std::string(100'001, 'x')));
  settle();
  EXPECT_TRUE(server.log.empty());
  pass_time(6);
  EXPECT_EQ(server.log, Log{"closed 4003"});
}

TEST_F(LoopSending, OfMoreThanTheBoundInOneTurnIsFineWhenTheReaderKeepsUp) {
  Recorder server;
  Peer client = connect(server);
  settle();
  for (int i = 0; i < 150; ++i) {
    server.socket->send(Frame::text(std::string(1'000, 'x')));
  }
  settle();
  EXPECT_EQ(core_->counters().slow_consumers, 0u);
  EXPECT_EQ(client.frames().size(), 150u);
}

TEST_F(LoopSending, ToAStalledReaderDoesNotDelayItsNeighbour) {
  Recorder stalled;
  Recorder neighbour;
  Peer sleeping = connect(stalled, {}, kSmallBuffer);
  Peer awake = connect(neighbour);
  settle();
  fill(stalled);
  stalled.socket->send(Frame::text("waits"));
  neighbour.socket->send(Frame::text("does not"));
  settle();
  EXPECT_EQ(awake.frames(), Log{"1 does not"});
}

TEST_F(LoopSending, AnswersAStalledReadersPingsInBoundedNumber) {
  Recorder server;
  Peer client = connect(server, {}, kSmallBuffer);
  settle();
  fill(server);
  for (int i = 0; i < 500; ++i) {
    client.write(ping_frame(std::to_string(i)));
    settle();
  }
  while (client.read()) {
    settle();
  }
  int pongs = 0;
  for (const auto& frame : client.frames()) {
    pongs += frame.starts_with("10 ") ? 1 : 0;
  }
  EXPECT_LE(pongs, 17);
  EXPECT_EQ(client.frames().back(), "10 499");
}

TEST_F(LoopSending, ToAConnectionThatIsGoneEndsInOnClosed) {
  Recorder server;
  Peer client = connect(server);
  settle();
  client.hang_up();
  server.socket->send(Frame::text("into the void"));
  core_->flush();
  EXPECT_TRUE(server.log.empty());
  settle();
  EXPECT_EQ(server.log, Log{"closed 1006"});
}

TEST_F(LoopSending, ToThousandsOfConnectionsReachesEach) {
  std::vector<Recorder> servers(1'000);
  std::vector<Peer> clients;
  for (Recorder& server : servers) {
    clients.push_back(connect(server));
  }
  settle();
  const Frame::Ptr frame = Frame::text("to all");
  for (Recorder& server : servers) {
    server.socket->send(frame);
  }
  settle();
  for (Peer& client : clients) {
    ASSERT_EQ(client.frames(), Log{"1 to all"});
  }
}

}  // namespace
}  // namespace belfry::push::testing
