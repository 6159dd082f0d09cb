#include "app/gateway_link.hpp"

#include "unit/app/hub_fixture.hpp"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>

namespace belfry::app::test {
namespace {

using Texts = std::vector<std::string>;

/// Handlers that answer at once, or when the test says so.
class FakeHandlers final : public GatewayHandlers {
 public:
  Task<GatewayVerdict> connect(GatewayConnectionPtr, GatewayHandshake) override { co_return GatewayVerdict{}; }

  Task<std::string> message(GatewayConnectionPtr, std::string text) override {
    messages.push_back(text);
    if (held) {
      using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                      boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;
      const Executor executor = co_await boost::asio::this_coro::executor;
      Timer timer(executor, std::chrono::steady_clock::time_point::max());
      waiting.push_back([&timer] { timer.cancel(); });
      boost::system::error_code cancelled;
      auto released = timer.async_wait(boost::asio::redirect_error(use_task, cancelled));
      co_await std::move(released);
    }
    co_return answer;
  }

  std::string throttled(const GatewayConnection&) const override { return R"({"message": "throttled"})"; }

  Task<void> disconnect(GatewayConnectionPtr, GatewayEnd end) override {
    ends.push_back(std::move(end));
    co_return;
  }

  void release_first() {
    const auto release = std::move(waiting.front());
    waiting.erase(waiting.begin());
    release();
  }

  Texts messages;
  std::vector<GatewayEnd> ends;
  std::string answer;
  bool held = false;
  std::vector<std::function<void()>> waiting;
};

class GatewayLinkTest : public HubTest {
 protected:
  void SetUp() override {
    settings.messages.size = 0;  // no limit
    HubTest::SetUp();
  }
  ~GatewayLinkTest() override {
    while (!handlers.waiting.empty()) {
      handlers.release_first();
      scheduler.run();
    }
  }

  FakeSocket& open() {
    auto link = std::make_shared<GatewayLink>(handlers, std::make_shared<const GatewayConnection>());
    sockets.push_back(std::make_unique<FakeSocket>());
    FakeSocket& made = *sockets.back();
    Session::Opening opening;
    opening.record.key = next_key++;
    opening.record.dialect = DialectKind::gateway;
    opening.record.expires_at = clock.now() + std::chrono::hours(2);
    opening.link = std::move(link);
    EXPECT_TRUE(directory.reserve(opening.user, opening.record.key));
    hub->open(std::move(opening), [&made](SocketHandler& handler) -> Socket& {
      made.handler = &handler;
      return made;
    });
    settle();
    return made;
  }

  void say(FakeSocket& socket, const std::string& text) {
    socket.handler->on_text(text);
    scheduler.run();
  }

  FakeHandlers handlers;
};

TEST_F(GatewayLinkTest, HandsMessagesOverAndAnswersBack) {
  FakeSocket& socket = open();
  handlers.answer = R"({"a":1})";
  say(socket, "hello");
  EXPECT_EQ(handlers.messages, Texts{"hello"});
  ASSERT_EQ(socket.sent.size(), 1U);
  EXPECT_EQ(socket.sent[0].at("a"), 1);
}

TEST_F(GatewayLinkTest, SendsNothingWhereThereIsNoAnswer) {
  FakeSocket& socket = open();
  say(socket, "hello");
  EXPECT_TRUE(socket.sent.empty());
}

TEST_F(GatewayLinkTest, RunsSoManyAtOnceAndTheRestInOrder) {
  FakeSocket& socket = open();
  handlers.held = true;
  for (std::size_t i = 0; i < GatewayLink::kMaxRunning + 2; ++i) {
    say(socket, std::to_string(i));
  }
  EXPECT_EQ(handlers.messages.size(), GatewayLink::kMaxRunning);
  handlers.release_first();
  scheduler.run();
  EXPECT_EQ(handlers.messages.back(), std::to_string(GatewayLink::kMaxRunning));
  handlers.release_first();
  scheduler.run();
  EXPECT_EQ(handlers.messages.back(), std::to_string(GatewayLink::kMaxRunning + 1));
  EXPECT_TRUE(socket.sent.empty());
}

TEST_F(GatewayLinkTest, SaysOfEachMessageThatTooManyWait) {
  FakeSocket& socket = open();
  handlers.held = true;
  for (std::size_t i = 0; i < GatewayLink::kMaxRunning + GatewayLink::kMaxWaiting + 2; ++i) {
    say(socket, "m");
  }
  ASSERT_EQ(socket.sent.size(), 2U);
  EXPECT_EQ(socket.sent[0].at("message"), "throttled");
  EXPECT_EQ(handlers.messages.size(), GatewayLink::kMaxRunning);
}

TEST_F(GatewayLinkTest, HoldsNoMoreBytesThanItsBound) {
  FakeSocket& socket = open();
  handlers.held = true;
  for (std::size_t i = 0; i < GatewayLink::kMaxRunning; ++i) {
    say(socket, "m");
  }
  say(socket, std::string(GatewayLink::kMaxWaitingBytes, 'x'));
  EXPECT_TRUE(socket.sent.empty());
  say(socket, "x");
  EXPECT_EQ(socket.sent.size(), 1U);
}

TEST_F(GatewayLinkTest, DropsAnAnswerThatComesAfterTheEnd) {
  FakeSocket& socket = open();
  handlers.held = true;
  handlers.answer = R"({"a":1})";
  say(socket, "hello");
  socket.handler->on_closed(CloseCode::abnormal);
  handlers.release_first();
  scheduler.run();
  EXPECT_TRUE(socket.sent.empty());
}

TEST_F(GatewayLinkTest, TellsTheEndWithTheClientsReason) {
  FakeSocket& socket = open();
  socket.handler->on_peer_closing(CloseCode::normal, "bye");
  socket.handler->on_closed(CloseCode::normal);
  scheduler.run();
  ASSERT_EQ(handlers.ends.size(), 1U);
  EXPECT_EQ(handlers.ends[0].code, 1000);
  EXPECT_EQ(handlers.ends[0].reason, "bye");
}

TEST_F(GatewayLinkTest, TellsTheEndInApiGatewaysWordsWhereTheServerClosed) {
  FakeSocket& first = open();
  hub->close(1, CloseCode::normal, "DISCONNECTED");
  first.handler->on_closed(CloseCode::normal);
  FakeSocket& second = open();
  hub->close(2, CloseCode::going_away, "SERVER_SHUTDOWN");
  second.handler->on_closed(CloseCode::going_away);
  scheduler.run();
  ASSERT_EQ(handlers.ends.size(), 2U);
  EXPECT_EQ(handlers.ends[0].reason, "Connection Closed Normally");
  EXPECT_EQ(handlers.ends[1].reason, "Going away");
}

TEST_F(GatewayLinkTest, TellsTheEndWithoutACode) {
  FakeSocket& socket = open();
  socket.handler->on_peer_closing(CloseCode::no_status, "");
  socket.handler->on_closed(CloseCode::no_status);
  scheduler.run();
  ASSERT_EQ(handlers.ends.size(), 1U);
  EXPECT_EQ(handlers.ends[0].code, 1005);
  EXPECT_EQ(handlers.ends[0].reason, "Client-side close frame status not set");
}

TEST_F(GatewayLinkTest, ClosesOnABinaryMessage) {
  FakeSocket& socket = open();
  socket.handler->on_binary("\x01");
  EXPECT_EQ(socket.closed_with, CloseCode::unsupported_data);
  EXPECT_TRUE(handlers.messages.empty());
}

TEST_F(GatewayLinkTest, IsTakenNoFasterThanOtherConnectionsAndClosedWhenItDoesNotStop) {
  services->settings.messages = {2, std::chrono::seconds(1)};
  FakeSocket& socket = open();
  for (int i = 0; i < 4; ++i) {
    say(socket, "m");
  }
  EXPECT_EQ(handlers.messages.size(), 2U);
  EXPECT_EQ(socket.sent.size(), 1U);  // told once a second
  for (int i = 0; i < 100; ++i) {
    say(socket, "m");
  }
  EXPECT_EQ(socket.closed_with, CloseCode::rate_limited);
}

TEST_F(GatewayLinkTest, HearsNothingOfInboxesAndAnnouncements) {
  FakeSocket& socket = open();
  FakeSocket& other = connect("ada");
  settle();
  publish("ada");
  hub->read_on();
  settle();
  EXPECT_EQ(other.revs_of("notification").size(), 1U);
  EXPECT_TRUE(socket.sent.empty());
}

TEST_F(GatewayLinkTest, IsReachedByAPush) {
  FakeSocket& socket = open();
  FrameSet frames;
  frames.fill(Frame::text(R"({"a":1})"));
  PushTally tally;
  hub->push(ConnectionKey{1}, std::move(frames), [&](PushTally told) { tally = told; });
  scheduler.run();
  EXPECT_EQ(tally.succeeded, 1U);
  EXPECT_EQ(socket.sent.size(), 1U);
}

}  // namespace
}  // namespace belfry::app::test
