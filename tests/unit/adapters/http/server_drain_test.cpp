#include "unit/adapters/http/server_fixture.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>

#include <future>

namespace belfry::http::test {
namespace {

using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// A handler that answers when the test says so.
struct Gate {
  std::promise<void> entered;
  std::unique_ptr<Timer> timer;

  Task<Response> wait(Request) {
    timer = std::make_unique<Timer>(co_await boost::asio::this_coro::executor, std::chrono::hours(1));
    entered.set_value();
    co_await timer->async_wait(boost::asio::as_tuple(use_task));
    timer.reset();
    co_return Response::text(200, "done");
  }
};

class ServerDrainTest : public ServerTest {
 protected:
  ServerDrainTest() {
    router.add(Method::get, "/wait", Body::none, [this](Request request) { return gate.wait(std::move(request)); });
  }
  ~ServerDrainTest() override {
    shards.stop();
    gate.timer.reset();
  }
  Gate gate;
};

TEST_F(ServerDrainTest, ClosesIdleConnectionsAndFinishesRunningRequests) {
  start();
  RawClient idle = client();
  idle.ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  RawClient busy = client();
  busy.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  gate.entered.get_future().wait();
  server->stop_accepting();
  server->drain();
  EXPECT_TRUE(idle.ends());
  shards.run_on(0, [this] { gate.timer->cancel(); });
  const Answer answer = busy.receive();
  EXPECT_EQ(answer.body, "done");
  EXPECT_EQ(answer.field("Connection"), "close");
  EXPECT_TRUE(busy.ends());
  ::shutdown(busy.descriptor(), SHUT_WR);
  EXPECT_TRUE(server->wait_until_drained(std::chrono::seconds(10)));
}

TEST_F(ServerDrainTest, SaysThatAHandlerIsStillRunningWhenTheTimeIsUp) {
  start();
  RawClient busy = client();
  busy.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  gate.entered.get_future().wait();
  server->drain();
  EXPECT_FALSE(server->wait_until_drained(std::chrono::milliseconds(1)));
}

TEST_F(ServerDrainTest, RefusesNewConnectionsOnceItStopped) {
  start();
  client().ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  server->stop_accepting();
  settle();
  settle();
  EXPECT_THROW(client(), std::runtime_error);
}

TEST_F(ServerDrainTest, NamesTheAddressThatIsTaken) {
  start();
  settings.listen = server->address();
  try {
    Server second(shards, settings, Router(), origins, clock);
    FAIL() << "two servers on one port";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find(server->address()), std::string::npos);
  }
}

TEST_F(ServerDrainTest, ListensOnIpv6Too) {
  settings.listen = "[::1]:0";
  start();
  EXPECT_TRUE(server->address().starts_with("[::1]:"));
}

}  // namespace
}  // namespace belfry::http::test
