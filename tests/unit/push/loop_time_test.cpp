#include "loop_fixture.hpp"

namespace belfry::push::testing {
namespace {

class LoopTime : public LoopTest {
 protected:
  LoopTime() : LoopTest({.ping_interval_seconds = 30, .silence_timeout_seconds = 90}) {}

  /// Lets time pass with a client that answers nothing but shows that it lives every ten seconds.
  void pass_time_alive(Tick until, Peer& client) {
    while (now_ < until) {
      if (now_ % 10 == 0) {
        client.write(encode({.opcode = Opcode::pong}));
        settle();
      }
      pass_time(now_ + 1);
    }
  }
};

TEST_F(LoopTime, PingsAtEachIntervalFromTheStartOfTheConnection) {
  pass_time(7);
  Recorder server;
  Peer client = connect(server);
  pass_time(36);
  EXPECT_EQ(client.frames(), Log{});
  pass_time(37);
  EXPECT_EQ(client.frames(), Log{"9 "});
  pass_time(67);
  EXPECT_EQ(client.frames(), (Log{"9 ", "9 "}));
}

TEST_F(LoopTime, ClosesASilentConnection) {
  Recorder server;
  Peer client = connect(server);
  pass_time(90);
  EXPECT_EQ(client.frames(), (Log{"9 ", "9 ", "9 "}));
  pass_time(91);
  EXPECT_EQ(client.frames().back(), closing(CloseCode::heartbeat_timeout, R"({"code":"HEARTBEAT_TIMEOUT"})"));
  pass_time(97);
  EXPECT_EQ(server.log, Log{"closed 4001"});
}

TEST_F(LoopTime, KeepsAConnectionThatShowsAnySignOfLife) {
  Recorder server;
  Peer client = connect(server);
  pass_time_alive(300, client);
  EXPECT_EQ(core_->counters().open, 1u);
}

TEST_F(LoopTime, CountsSilenceFromTheLastSign) {
  Recorder server;
  Peer client = connect(server);
  pass_time(50);
  client.write(text_frame("alive"));
  settle();
  pass_time(140);
  EXPECT_EQ(client.frames().back(), "9 ");
  pass_time(141);
  EXPECT_EQ(client.frames().back(), closing(CloseCode::heartbeat_timeout, R"({"code":"HEARTBEAT_TIMEOUT"})"));
}

TEST_F(LoopTime, CallsADeadlineOnceAndNeverEarly) {
  Recorder server;
  Peer client = connect(server);
  pass_time(3);
  server.socket->set_deadline(5);
  pass_time(8);
  EXPECT_EQ(server.log, Log{});
  pass_time(9);
  EXPECT_EQ(server.log, Log{"deadline"});
  pass_time(60);
  EXPECT_EQ(server.log, Log{"deadline"});
}

TEST_F(LoopTime, ForgetsADeadlineThatIsSwitchedOff) {
  Recorder server;
  Peer client = connect(server);
  server.socket->set_deadline(5);
  server.socket->set_deadline(0);
  pass_time(20);
  EXPECT_EQ(server.log, Log{});
}

TEST_F(LoopTime, TakesADeadlineBeyondTheEndOfTimeForNever) {
  Recorder server;
  Peer client = connect(server);
  pass_time(2);
  server.socket->set_deadline(0xFFFFFFFF);
  pass_time(20);
  EXPECT_EQ(server.log, Log{});
}

TEST_F(LoopTime, LetsADeadlineSetTheNextOneOrClose) {
  Recorder server;
  Peer client = connect(server);
  int calls = 0;
  server.then_on_deadline = [&] {
    if (++calls == 1) {
      server.socket->set_deadline(2);
    } else {
      server.socket->close(CloseCode::lifetime_reached, {});
    }
  };
  server.socket->set_deadline(1);
  pass_time(5);
  EXPECT_EQ(server.log, (Log{"deadline", "deadline"}));
  pass_time(20);
  EXPECT_EQ(client.frames(), Log{closing(CloseCode::lifetime_reached, "")});
  EXPECT_EQ(server.log.back(), "closed 4002");
}

class LoopWithoutTimers : public LoopTest {
 protected:
  LoopWithoutTimers()
      : LoopTest({.ping_interval_seconds = 0, .silence_timeout_seconds = 0, .close_timeout_seconds = 0}) {}
};

TEST_F(LoopWithoutTimers, NeitherPingsNorClosesNorGivesUpWaiting) {
  Recorder server;
  Peer client = connect(server);
  core_->tick(1'000'000);
  settle();
  EXPECT_EQ(client.frames(), Log{});
  server.socket->close(CloseCode::normal, {});
  core_->tick(2'000'000);
  settle();
  EXPECT_EQ(core_->counters().open, 1u);
}

}  // namespace
}  // namespace belfry::push::testing
