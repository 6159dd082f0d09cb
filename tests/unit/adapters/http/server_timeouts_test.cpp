#include "unit/adapters/http/server_fixture.hpp"

#include <sys/socket.h>

namespace belfry::http::test {
namespace {

using std::chrono::milliseconds;

TEST_F(ServerTest, ClosesAConnectionThatNeverAsks) {
  start();
  RawClient peer = client();
  while (server->counters().accepted.load() == 0) {
    settle();
  }
  settle();
  clock.advance(settings.header_timeout + milliseconds(1));
  EXPECT_TRUE(peer.ends());
}

TEST_F(ServerTest, ClosesAConnectionThatIsIdleTooLong) {
  start();
  RawClient peer = client();
  peer.ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  settle();
  clock.advance(settings.idle_timeout + milliseconds(1));
  EXPECT_TRUE(peer.ends());
}

TEST_F(ServerTest, KeepsAnIdleConnectionUntilItsTime) {
  start();
  RawClient peer = client();
  peer.ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  settle();
  clock.advance(settings.idle_timeout - milliseconds(1));
  EXPECT_EQ(peer.ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").status, 200);
}

TEST_F(ServerTest, TellsASlowHeaderThatItsTimeIsUp) {
  start();
  RawClient peer = client();
  peer.ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  peer.send("GET /hello HT");
  // The answer to another connection shows that the shard has read what came before.
  client().ask("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  clock.advance(settings.header_timeout + milliseconds(1));
  EXPECT_EQ(peer.receive().status, 408);
  EXPECT_TRUE(peer.ends());
}

TEST_F(ServerTest, TellsASlowBodyThatItsTimeIsUp) {
  start();
  RawClient peer = client();
  peer.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(peer.receive().status, 100);
  clock.advance(settings.body_timeout + milliseconds(1));
  EXPECT_EQ(peer.receive().status, 408);
}

Task<Response> huge(Request) { co_return Response::text(200, std::string(32 * 1024 * 1024, 'x')); }

TEST_F(ServerTest, DropsAClientThatDoesNotReadItsAnswer) {
  router.add(Method::get, "/huge", Body::none, huge);
  start();
  RawClient peer = client();
  peer.send("GET /huge HTTP/1.1\r\nHost: x\r\n\r\n");
  peer.receive_bytes(1);
  settle();
  clock.advance(settings.write_timeout + milliseconds(1));
  EXPECT_TRUE(server->wait_until_drained(std::chrono::seconds(5)));
}

}  // namespace
}  // namespace belfry::http::test
