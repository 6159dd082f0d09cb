#include "loop_fixture.hpp"

#include "push/loop.hpp"

namespace belfry::push::testing {
namespace {

using LoopReentrancy = LoopTest;

TEST_F(LoopReentrancy, AHandlerMaySendToAndCloseOthersFromAMessage) {
  Recorder first;
  Recorder second;
  Peer one = connect(first);
  Peer two = connect(second);
  first.then_on_text = [&](std::string_view text) {
    second.socket->send(Frame::text(text));
    second.socket->close(CloseCode::replaced, {});
  };
  one.write(text_frame("over to you"));
  two.write(text_frame("may or may not be heard"));
  settle();
  EXPECT_EQ(two.frames(), (Log{"1 over to you", closing(CloseCode::replaced, "")}));
}

TEST_F(LoopReentrancy, AHandlerMayCloseItselfInTheMiddleOfABatchOfMessages) {
  Recorder server;
  Peer client = connect(server);
  server.then_on_text = [&](std::string_view) {
    server.socket->close(CloseCode::normal, {});
  };
  client.write(text_frame("first") + text_frame("second") + close_frame(1000));
  settle();
  EXPECT_EQ(server.log, (Log{"text first", "closed 1000"}));
}

TEST_F(LoopReentrancy, AHandlerMayDropItselfInTheMiddleOfAFragmentedMessage) {
  Recorder server;
  Peer client = connect(server);
  server.then_on_text = [&](std::string_view) {
    server.socket->close(CloseCode::abnormal, {});
  };
  client.write(text_frame("first") + encode({.payload = "begun", .fin = false}));
  settle();
  EXPECT_EQ(server.log, (Log{"text first", "closed 1006"}));
}

TEST_F(LoopReentrancy, AHandlerMayDestroyItselfWhenClosed) {
  auto server = std::make_unique<Recorder>();
  Peer client = connect(*server);
  bool destroyed = false;
  server->then_on_closed = [&] {
    auto actions = std::move(server->then_on_closed);  // outlives the handler that holds it
    destroyed = true;
    server.reset();
  };
  client.hang_up();
  settle();
  EXPECT_TRUE(destroyed);
}

TEST_F(LoopReentrancy, AHandlerMayAdoptAnotherConnectionFromAnyCallback) {
  Recorder first;
  std::vector<std::unique_ptr<Recorder>> later;
  std::vector<Peer> clients;
  const auto adopt_one = [&] {
    later.push_back(std::make_unique<Recorder>());
    clients.push_back(connect(*later.back(), text_frame("early")));
  };
  Peer client = connect(first);
  first.then_on_text = [&](std::string_view) {
    for (int i = 0; i < 200; ++i) {
      adopt_one();
    }
  };
  first.then_on_deadline = adopt_one;
  first.then_on_closed = adopt_one;
  first.socket->set_deadline(1);
  client.write(text_frame("more"));
  settle();
  pass_time(2);
  client.hang_up();
  settle();
  ASSERT_EQ(later.size(), 202u);
  for (const auto& recorder : later) {
    EXPECT_EQ(recorder->log, Log{"text early"});
  }
}

TEST_F(LoopReentrancy, EventsOfAConnectionThatIsGoneDoNotReachItsSuccessor) {
  Recorder first;
  Recorder dropped;
  Recorder successor;
  std::vector<Peer> clients;
  Peer one = connect(first);
  Peer two = connect(dropped);
  settle();
  // Both have something to read in the same turn; the first one's message ends the second.
  first.then_on_text = [&](std::string_view) {
    dropped.socket->close(CloseCode::abnormal, {});
  };
  dropped.then_on_closed = [&] {
    clients.push_back(connect(successor));
  };
  one.write(text_frame("drop it"));
  two.write(text_frame("for the dropped one"));
  settle();
  EXPECT_EQ(dropped.log.back(), "closed 1006");
  EXPECT_EQ(successor.log, Log{});
  clients.front().write(text_frame("for the successor"));
  settle();
  EXPECT_EQ(successor.log, Log{"text for the successor"});
}

TEST_F(LoopReentrancy, EveryoneMayCloseEveryoneWhenOneIsClosed) {
  std::vector<Recorder> servers(50);
  std::vector<Peer> clients;
  for (Recorder& server : servers) {
    clients.push_back(connect(server));
    server.then_on_closed = [&] {
      for (Recorder& other : servers) {
        if (other.log.empty()) {
          other.socket->close(CloseCode::abnormal, {});
        }
      }
    };
  }
  settle();
  clients.front().hang_up();
  settle();
  for (const Recorder& server : servers) {
    EXPECT_EQ(server.log, Log{"closed 1006"});
  }
  EXPECT_EQ(core_->counters().open, 0u);
}

TEST_F(LoopReentrancy, ThousandsMayCloseAtOnce) {
  std::vector<Recorder> servers(2'000);
  std::vector<Peer> clients;
  for (Recorder& server : servers) {
    clients.push_back(connect(server));
  }
  settle();
  for (Recorder& server : servers) {
    server.socket->close(CloseCode::abnormal, {});
  }
  settle();
  EXPECT_EQ(core_->counters().open, 0u);
  for (const Recorder& server : servers) {
    ASSERT_EQ(server.log, Log{"closed 1006"});
  }
}

TEST(Loop, ServesAndLetsTheContextFinishAfterItsEnd) {
  boost::asio::io_context context(1);
  std::array<int, 2> ends{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()), 0);
  Peer client(ends[1]);
  Recorder server;
  {
    Loop loop(context, Settings{});
    server.socket = &loop.adopt({.descriptor = ends[0], .tls = nullptr, .early_bytes = {}}, server);
    server.then_on_text = [&](std::string_view text) {
      server.socket->send(Frame::text(text));
    };
    client.write(text_frame("echo"));
    context.poll();
    EXPECT_EQ(client.frames(), Log{"1 echo"});
    EXPECT_EQ(loop.counters().open, 1u);
    server.socket->send(Frame::text("leaves a turn posted"));
  }
  context.restart();
  context.run();  // returns: nothing of the loop is left waiting
  EXPECT_EQ(server.log, (Log{"text echo", "closed 1006"}));
}

}  // namespace
}  // namespace belfry::push::testing
