#include "loop_fixture.hpp"

#include <netinet/in.h>

#include <chrono>

namespace belfry::push::testing {
namespace {

/// What only a TCP connection shows: resets, half-closed directions, partial writes.
class LoopTcp : public LoopTest {
 protected:
  LoopTcp() : LoopTest({.max_message_bytes = 4'000'000, .queue_bytes = 8'000'000}) {}

  Peer connect_tcp(Recorder& recorder, int buffers = 0) {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(listener, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(listener, 1), 0);
    EXPECT_EQ(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
    const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (buffers > 0) {
      ::setsockopt(client, SOL_SOCKET, SO_RCVBUF, &buffers, sizeof buffers);
    }
    EXPECT_EQ(::connect(client, reinterpret_cast<sockaddr*>(&address), size), 0);
    const int server = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    ::close(listener);
    if (buffers > 0) {
      ::setsockopt(server, SOL_SOCKET, SO_SNDBUF, &buffers, sizeof buffers);
    }
    recorder.belongs_to(test_);
    recorder.socket = &core_->adopt({.descriptor = server, .tls = nullptr, .early_bytes = {}}, recorder);
    return Peer(client);
  }

  /// Runs the loop until the condition holds; false after a time that no machine needs.
  template <class Condition>
  bool run_until(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!condition()) {
      if (std::chrono::steady_clock::now() > end) {
        return false;
      }
      context_.restart();
      context_.run_one_for(std::chrono::milliseconds(5));
    }
    return true;
  }
};

TEST_F(LoopTcp, EchoesMessages) {
  Recorder server;
  server.then_on_text = [&](std::string_view text) {
    server.socket->send(Frame::text(text));
  };
  Peer client = connect_tcp(server);
  client.write(text_frame("over TCP"));
  EXPECT_TRUE(run_until([&] { return client.frames() == Log{"1 over TCP"}; }));
}

TEST_F(LoopTcp, EndsTheConnectionBeforeTheClientDoes) {
  Recorder server;
  Peer client = connect_tcp(server);
  client.write(close_frame(1000));
  EXPECT_TRUE(run_until([&] { return client.sees_the_end(); }));
  EXPECT_EQ(client.frames(), Log{closing(CloseCode::normal, "")});
  EXPECT_TRUE(run_until([&] { return server.log == Log{"closed 1000"}; }));
}

TEST_F(LoopTcp, AnswersAClientThatClosesItsDirectionRightBehindItsCloseFrame) {
  Recorder server;
  Peer client = connect_tcp(server);
  client.write(text_frame("last") + close_frame(1000));
  ::shutdown(client.descriptor(), SHUT_WR);
  EXPECT_TRUE(run_until([&] { return client.sees_the_end(); }));
  EXPECT_EQ(client.frames(), Log{closing(CloseCode::normal, "")});
  EXPECT_EQ(server.log.front(), "text last");
}

TEST_F(LoopTcp, ReportsAResetAsAbnormal) {
  Recorder server;
  Peer client = connect_tcp(server);
  settle();
  const linger hard{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(client.descriptor(), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  client.hang_up();
  EXPECT_TRUE(run_until([&] { return server.log == Log{"closed 1006"}; }));
}

TEST_F(LoopTcp, GetsItsCloseFrameThroughToAClientThatIsStillSending) {
  Recorder server;
  Peer client = connect_tcp(server);
  client.write(encode({.payload = "x", .masked = false}));
  const std::string more(300'000, 'x');
  EXPECT_TRUE(run_until([&] {
    ::send(client.descriptor(), more.data(), more.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return client.sees_the_end();
  }));
  EXPECT_EQ(client.frames(), Log{closing(CloseCode::protocol_error, R"({"code":"PROTOCOL_ERROR"})")});
  client.hang_up();
  EXPECT_TRUE(run_until([&] { return server.log == Log{"closed 1002"}; }));
}

TEST_F(LoopTcp, CarriesLargeMessagesThroughSmallBuffers) {
  Recorder server;
  Peer client = connect_tcp(server, 16'384);
  Log expected;
  for (int i = 0; i < 4; ++i) {
    const std::string message(1'000'000 + static_cast<std::size_t>(i), static_cast<char>('a' + i));
    server.socket->send(Frame::text(message));
    expected.push_back("1 " + message);
  }
  ASSERT_TRUE(run_until([&] {
    while (client.read()) {
    }
    return server.drained == 1 && client.bytes.size() == core_->counters().bytes_sent;
  }));
  EXPECT_TRUE(client.frames() == expected);
}

TEST_F(LoopTcp, ReceivesALargeMessageInManyTurns) {
  Recorder server;
  Peer client = connect_tcp(server);
  const std::string message(3'000'000, 'x');
  const std::string frame = text_frame(message);
  std::size_t sent = 0;
  ASSERT_TRUE(run_until([&] {
    const ssize_t taken =
        ::send(client.descriptor(), frame.data() + sent, frame.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    sent += taken > 0 ? static_cast<std::size_t>(taken) : 0;
    return !server.log.empty();
  }));
  EXPECT_TRUE(server.log == Log{"text " + message});
}

}  // namespace
}  // namespace belfry::push::testing
