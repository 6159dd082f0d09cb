#include "unit/adapters/http/server_fixture.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>

#include <future>
#include <memory>

namespace belfry::http::test {
namespace {

using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

constexpr std::size_t kLargePiece = 1024 * 1024;

/// Gives its pieces one by one; fails behind them where it was told to.
struct Source {
  std::vector<std::string> pieces;
  bool fails = false;
  std::size_t given = 0;

  static Task<Result<std::string>> next(std::shared_ptr<Source> self) {
    if (self->given < self->pieces.size()) {
      co_return self->pieces[self->given++];
    }
    if (self->fails) {
      co_return fail(ErrorCode::store_unavailable);
    }
    co_return std::string();
  }
};

Task<Response> answer_from(std::shared_ptr<Source> source, Request) {
  Response response{200, "text/plain", {}, {}, {}};
  response.next_piece = [source] {
    return Source::next(source);
  };
  co_return response;
}

/// The second piece comes when the test says so.
struct Gate {
  std::promise<void> entered;
  std::unique_ptr<Timer> timer;
  int asked = 0;

  Task<Result<std::string>> next() {
    if (++asked == 2) {
      timer = std::make_unique<Timer>(co_await boost::asio::this_coro::executor, std::chrono::hours(1));
      entered.set_value();
      co_await timer->async_wait(boost::asio::as_tuple(use_task));
      timer.reset();
    }
    co_return asked < 3 ? "piece" : "";
  }
  Task<Response> answer(Request) {
    Response response{200, "text/plain", {}, {}, {}};
    response.next_piece = [this] {
      return next();
    };
    co_return response;
  }
};

class ServerStreamTest : public ServerTest {
 protected:
  ServerStreamTest() {
    router.add(Method::get, "/stream", Body::none,
               [this](Request request) { return answer_from(source, std::move(request)); });
    router.add(Method::get, "/gate", Body::none, [this](Request request) { return gate.answer(std::move(request)); });
  }
  ~ServerStreamTest() override {
    shards.stop();
    gate.timer.reset();
  }

  std::shared_ptr<Source> source = std::make_shared<Source>();
  Gate gate;
};

TEST_F(ServerStreamTest, SendsALongBodyInChunksAndKeepsTheConnection) {
  source->pieces = {"hello ", "world, in pieces"};
  start();
  RawClient stranger = client();
  const Answer answer = stranger.ask("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(answer.field("Transfer-Encoding"), "chunked");
  EXPECT_FALSE(answer.field("Content-Length"));
  const std::string wanted = "6\r\nhello \r\n10\r\nworld, in pieces\r\n0\r\n\r\n";
  EXPECT_EQ(stranger.receive_bytes(wanted.size()), wanted);
  EXPECT_EQ(stranger.ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").body, "hello");
}

TEST_F(ServerStreamTest, AnswersHeadWithoutAskingForAPiece) {
  source->pieces = {"hello"};
  start();
  RawClient stranger = client();
  stranger.send("HEAD /stream HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(stranger.receive(true).field("Transfer-Encoding"), "chunked");
  EXPECT_EQ(stranger.ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").body, "hello");
  EXPECT_EQ(source->given, 0U);
}

TEST_F(ServerStreamTest, EndsTheConnectionBehindTheBodyForClientsThatKnowNoChunks) {
  source->pieces = {"hello ", "world"};
  start();
  RawClient old = client();
  const Answer answer = old.ask("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_FALSE(answer.field("Transfer-Encoding"));
  EXPECT_EQ(answer.field("Connection"), "close");
  EXPECT_EQ(old.receive_bytes(11), "hello world");
  EXPECT_TRUE(old.ends());
}

TEST_F(ServerStreamTest, BreaksTheBodyOffWhenItsSourceFails) {
  source->pieces = {"hello"};
  source->fails = true;
  start();
  RawClient stranger = client();
  stranger.ask("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(stranger.receive_bytes(100), "5\r\nhello\r\n");
  EXPECT_TRUE(stranger.ends());
}

TEST_F(ServerStreamTest, MakesNoMoreThanTheClientTakesAndStopsWhenItGoes) {
  source->pieces.assign(200, std::string(kLargePiece, 'x'));
  start();
  {
    RawClient lazy = client();
    lazy.ask("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
  }
  server->drain();
  EXPECT_TRUE(server->wait_until_drained(std::chrono::seconds(10)));
  EXPECT_LT(source->given, 200U);
}

TEST_F(ServerStreamTest, IsWaitedForWhenTheServerDrains) {
  start();
  RawClient stranger = client();
  stranger.send("GET /gate HTTP/1.1\r\nHost: x\r\n\r\n");
  gate.entered.get_future().wait();
  server->drain();
  EXPECT_FALSE(server->wait_until_drained(std::chrono::milliseconds(0)));
  shards.run_on(0, [this] { gate.timer->cancel(); });
  stranger.receive();
  EXPECT_EQ(stranger.receive_bytes(25), "5\r\npiece\r\n5\r\npiece\r\n0\r\n\r\n");
  ::shutdown(stranger.descriptor(), SHUT_WR);
  EXPECT_TRUE(server->wait_until_drained(std::chrono::seconds(10)));
}

TEST_F(ServerStreamTest, DoesNotCountTheMakingOfAPieceAsTheClientsSlowness) {
  start();
  RawClient idle = client();
  idle.ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  RawClient stranger = client();
  stranger.send("GET /gate HTTP/1.1\r\nHost: x\r\n\r\n");
  gate.entered.get_future().wait();
  clock.advance(std::chrono::hours(1));
  EXPECT_TRUE(idle.ends());  // the server has looked whose time is up
  shards.run_on(0, [this] { gate.timer->cancel(); });
  stranger.receive();
  EXPECT_EQ(stranger.receive_bytes(25), "5\r\npiece\r\n5\r\npiece\r\n0\r\n\r\n");
}

}  // namespace
}  // namespace belfry::http::test
