#include "unit/adapters/http/server_fixture.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>

#include <fcntl.h>

#include <future>

namespace belfry::http::test {
namespace {

// The sample of RFC 6455 section 1.3.
const std::string kHandshake =
    "GET /ws?token=t HTTP/1.1\r\nHost: x\r\nUpgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";

using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// What became of a handshake; the descriptor is the test's.
struct Outcome {
  int descriptor = -1;
  std::string early;
  std::uint32_t abandoned = 0;
};

class Doorkeeper final : public UpgradeHandler {
 public:
  Task<UpgradeOutcome> decide(Request request, UpgradeOffer offer) override {
    offered = offer.subprotocols;
    if (request.query("token") == "bad") {
      co_return problem(Error(ErrorCode::token_invalid), request);
    }
    if (request.query("token") == "throw") {
      throw std::runtime_error("broken");
    }
    UpgradeAcceptance acceptance;
    acceptance.adoption = std::make_unique<Taking>(*this);
    if (!offer.subprotocols.empty()) {
      acceptance.subprotocol = offer.subprotocols.front();
    }
    if (request.query("token") == "gone") {
      co_await hold();
    }
    co_return acceptance;
  }

  /// Holds the decision on the token "gone" until the test cancels the timer.
  Task<void> hold() {
    timer = std::make_unique<Timer>(co_await boost::asio::this_coro::executor, std::chrono::hours(1));
    holding.set_value();
    co_await timer->async_wait(boost::asio::as_tuple(use_task));
    timer.reset();
  }

  std::unique_ptr<Timer> timer;
  std::promise<void> holding;
  std::vector<std::string> offered;
  std::promise<Outcome> outcome;

 private:
  class Taking final : public Adoption {
   public:
    explicit Taking(Doorkeeper& keeper) : keeper_(keeper) {}
    void accepted(push::Upgraded upgraded) override {
      keeper_.outcome.set_value({upgraded.descriptor, std::string(upgraded.early_bytes), 0});
    }
    void abandoned() override { keeper_.outcome.set_value({-1, "", 1}); }

   private:
    Doorkeeper& keeper_;
  };
};

class ServerUpgradeTest : public ServerTest {
 protected:
  ServerUpgradeTest() {
    router.add_upgrade("/ws", keeper);
    start();
  }
  ~ServerUpgradeTest() override { shards.stop(); }
  Doorkeeper keeper;
};

TEST_F(ServerUpgradeTest, HandsTheSocketOverBehindTheWhole101) {
  RawClient peer = client();
  const Answer answer = peer.ask(kHandshake + "Sec-WebSocket-Protocol: a.v1, b\r\n\r\n");
  EXPECT_EQ(answer.status, 101);
  EXPECT_EQ(answer.field("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  EXPECT_EQ(answer.field("Sec-WebSocket-Protocol"), "a.v1");
  EXPECT_EQ(keeper.offered, (std::vector<std::string>{"a.v1", "b"}));
  const Outcome outcome = keeper.outcome.get_future().get();
  EXPECT_NE(::fcntl(outcome.descriptor, F_GETFL) & O_NONBLOCK, 0);
  ASSERT_EQ(::send(outcome.descriptor, "frame", 5, 0), 5);
  EXPECT_EQ(peer.receive_bytes(5), "frame");
  ::close(outcome.descriptor);
  EXPECT_TRUE(peer.ends());
  EXPECT_TRUE(server->wait_until_drained(std::chrono::seconds(10)));
  EXPECT_EQ(shards[0].load().load(), 0U);
}

TEST_F(ServerUpgradeTest, HandsOverWhatCameBehindTheRequest) {
  RawClient peer = client();
  EXPECT_EQ(peer.ask(kHandshake + "\r\nearly frame").status, 101);
  const Outcome outcome = keeper.outcome.get_future().get();
  EXPECT_EQ(outcome.early, "early frame");
  ::close(outcome.descriptor);
}

TEST_F(ServerUpgradeTest, EchoesNoSubprotocolWhenNoneWasChosen) {
  RawClient peer = client();
  EXPECT_FALSE(peer.ask(kHandshake + "\r\n").field("Sec-WebSocket-Protocol"));
  ::close(keeper.outcome.get_future().get().descriptor);
}

TEST_F(ServerUpgradeTest, PassesTheRefusalOn) {
  RawClient peer = client();
  std::string handshake = kHandshake + "\r\n";
  handshake.replace(handshake.find("token=t"), 7, "token=bad");
  EXPECT_EQ(peer.ask(handshake).status, 401);
  EXPECT_EQ(peer.ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").status, 200);
}

TEST_F(ServerUpgradeTest, AnswersForADoorkeeperThatThrows) {
  std::string handshake = kHandshake + "\r\n";
  handshake.replace(handshake.find("token=t"), 7, "token=throw");
  EXPECT_EQ(client().ask(handshake).status, 500);
}

TEST_F(ServerUpgradeTest, GivesTheReservationBackWhenThePeerIsGone) {
  {
    RawClient peer = client();
    std::string handshake = kHandshake + "\r\n";
    handshake.replace(handshake.find("token=t"), 7, "token=gone");
    peer.send(handshake);
    keeper.holding.get_future().wait();
    // A reset instead of an orderly end, so that the very first write fails.
    const linger abrupt{1, 0};
    ::setsockopt(peer.descriptor(), SOL_SOCKET, SO_LINGER, &abrupt, sizeof abrupt);
  }
  shards.run_on(0, [this] { keeper.timer->cancel(); });
  EXPECT_EQ(keeper.outcome.get_future().get().abandoned, 1U);
}

TEST_F(ServerUpgradeTest, TellsAPlainRequestToUpgrade) {
  const Answer answer = client().ask("GET /ws HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(answer.status, 426);
  EXPECT_EQ(answer.field("Upgrade"), "websocket");
  EXPECT_EQ(answer.field("Content-Type"), "application/problem+json");
}

TEST_F(ServerUpgradeTest, RefusesAnotherVersion) {
  std::string handshake = kHandshake + "\r\n";
  handshake.replace(handshake.find("Version: 13"), 11, "Version: 8\t");
  const Answer answer = client().ask(handshake);
  EXPECT_EQ(answer.status, 426);
  EXPECT_EQ(answer.field("Sec-WebSocket-Version"), "13");
}

TEST_F(ServerUpgradeTest, RefusesABrokenKey) {
  std::string handshake = kHandshake + "\r\n";
  handshake.replace(handshake.find("dGhl"), 4, "!!!!");
  EXPECT_EQ(client().ask(handshake).status, 400);
}

TEST_F(ServerUpgradeTest, AllowsOnlyGetOnTheSocketsPath) {
  const Answer answer = client().ask("POST /ws HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.field("Allow"), "GET, HEAD, OPTIONS");
}

TEST_F(ServerUpgradeTest, ServesAnUpgradeElsewhereAsAPlainRequest) {
  EXPECT_EQ(client().ask("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n").body,
            "hello");
}

}  // namespace
}  // namespace belfry::http::test
