#include "unit/app/hub_fixture.hpp"

namespace belfry::app::test {
namespace {

using Types = std::vector<std::string>;

constexpr std::string_view kRequestId = "019b76da-a800-7000-8000-000000000001";

class SessionTest : public HubTest {
 protected:
  std::string ack_last() const { return R"({"notificationId":")" + last_id.str() + R"("})"; }
  int count(const FakeSocket& socket, std::string_view type) const {
    int n = 0;
    for (const auto& message : socket.sent) {
      n += message.at("type").as_string() == type ? 1 : 0;
    }
    return n;
  }
};

TEST_F(SessionTest, AnswersAnApplicationPingWithItsId) {
  FakeSocket& socket = connect("ada");
  settle();
  say(socket, "ping", "{}");
  ASSERT_EQ(socket.types().back(), "pong");
  EXPECT_EQ(socket.sent.back().at("id").as_string(), kRequestId);
}

TEST_F(SessionTest, GreetsFirstThoughTheClientSpokeFirst) {
  FakeSocket& socket = connect("ada");
  say(socket, "ping", "{}");
  socket.handler->on_binary("abc");
  EXPECT_TRUE(socket.sent.empty());
  settle();
  EXPECT_EQ(socket.types(), (Types{"connected", "pong", "error"}));
}

TEST_F(SessionTest, AnswersAnUnknownTypeAndStaysOpen) {
  FakeSocket& socket = connect("ada");
  settle();
  say(socket, "dance", "{}");
  ASSERT_EQ(socket.types().back(), "error");
  EXPECT_EQ(socket.sent.back().at("payload").at("code").as_string(), "UNKNOWN_TYPE");
  EXPECT_EQ(socket.sent.back().at("payload").at("message").as_string(), "Route not supported");
  EXPECT_FALSE(socket.closed_with);
}

TEST_F(SessionTest, AnswersABinaryMessageAndStaysOpen) {
  FakeSocket& socket = connect("ada");
  settle();
  socket.handler->on_binary("abc");
  EXPECT_EQ(socket.sent.back().at("payload").at("code").as_string(), "INVALID_MESSAGE");
  EXPECT_FALSE(socket.closed_with);
}

TEST_F(SessionTest, RefusesTheEleventhMessageOfASecondAndSaysSoOnce) {
  FakeSocket& socket = connect("ada");
  settle();
  for (int i = 0; i < 15; ++i) {
    say(socket, "ping", "{}");
  }
  EXPECT_EQ(count(socket, "pong"), 10);
  EXPECT_EQ(count(socket, "error"), 1);
  EXPECT_EQ(socket.sent.back().at("payload").at("code").as_string(), "RATE_LIMITED");
  EXPECT_GT(socket.sent.back().at("payload").at("retryAfterMs").to_number<int>(), 0);
  clock.advance(std::chrono::seconds(1));
  say(socket, "ping", "{}");
  EXPECT_EQ(count(socket, "pong"), 11);
}

TEST_F(SessionTest, ClosesAClientThatIsRefusedAHundredTimesRunning) {
  FakeSocket& socket = connect("ada");
  settle();
  for (int i = 0; i < 109; ++i) {
    say(socket, "ping", "{}");
  }
  EXPECT_FALSE(socket.closed_with);
  say(socket, "ping", "{}");
  EXPECT_EQ(socket.closed_with, CloseCode::rate_limited);
}

TEST_F(SessionTest, DoesNotCountAcksOfWhatItSent) {
  FakeSocket& socket = connect("ada");
  settle();
  for (int i = 0; i < 40; ++i) {
    publish("ada");
    settle();
    say(socket, "notification:ack", ack_last());
  }
  for (int i = 0; i < 10; ++i) {
    say(socket, "ping", "{}");
  }
  EXPECT_EQ(count(socket, "pong"), 10);
  EXPECT_EQ(count(socket, "error"), 0);
}

TEST_F(SessionTest, GivesTheReaderItsChangeAsTheAnswerAndOthersTheSameChange) {
  FakeSocket& reader = connect("ada");
  FakeSocket& other = connect("ada");
  settle();
  publish("ada");
  settle();
  say(reader, "notification:read", ack_last());
  settle();
  ASSERT_EQ(reader.types().back(), "inbox");
  EXPECT_EQ(reader.sent.back().at("id").as_string(), kRequestId);
  EXPECT_EQ(reader.sent.back().at("payload").at("unread").to_number<int>(), 0);
  ASSERT_EQ(other.types().back(), "inbox");
  EXPECT_NE(other.sent.back().at("id").as_string(), kRequestId);
  EXPECT_EQ(other.sent.back().at("payload").at("rev").to_number<int>(), 2);
}

TEST_F(SessionTest, AnswersARepeatedReadWithoutMovingTheCursor) {
  FakeSocket& socket = connect("ada");
  settle();
  publish("ada");
  settle();
  say(socket, "notification:read", ack_last());
  settle();
  say(socket, "notification:read", ack_last());
  settle();
  EXPECT_EQ(count(socket, "inbox"), 2);
  EXPECT_TRUE(socket.sent.back().at("payload").at("changes").as_array().empty());
  EXPECT_EQ(socket.sent.back().at("payload").at("rev").to_number<int>(), 2);
}

TEST_F(SessionTest, AnswersAReadOfSomethingUnknown) {
  FakeSocket& socket = connect("ada");
  settle();
  say(socket, "notification:read", R"({"notificationId":"019b76da-a800-7000-8000-00000000dead"})");
  settle();
  EXPECT_EQ(socket.sent.back().at("payload").at("code").as_string(), "NOTIFICATION_NOT_FOUND");
  EXPECT_EQ(socket.sent.back().at("id").as_string(), kRequestId);
}

TEST_F(SessionTest, RepeatsWhatAnAckingClientDoesNotAckThreeTimesAndGivesUp) {
  FakeSocket& socket = connect("ada", std::nullopt, Session::Acking::yes);
  settle();
  publish("ada");
  settle();
  scheduler.advance(std::chrono::seconds(9));
  EXPECT_EQ(count(socket, "notification"), 1);
  scheduler.advance(std::chrono::seconds(2));
  EXPECT_EQ(count(socket, "notification"), 2);
  EXPECT_TRUE(socket.sent.back().at("payload").at("replayed").as_bool());
  EXPECT_EQ(socket.sent.back().at("id").as_string(), last_id.str());
  scheduler.advance(std::chrono::seconds(21));
  EXPECT_EQ(count(socket, "notification"), 3);
  scheduler.advance(std::chrono::seconds(41));
  EXPECT_EQ(count(socket, "notification"), 4);
  scheduler.advance(std::chrono::seconds(200));
  EXPECT_EQ(count(socket, "notification"), 4);
  EXPECT_EQ(metrics.messages_failed[0][static_cast<std::size_t>(FailureReason::no_ack)].value(), 1U);
}

TEST_F(SessionTest, StopsRepeatingOnceAcked) {
  FakeSocket& socket = connect("ada", std::nullopt, Session::Acking::yes);
  settle();
  publish("ada");
  settle();
  say(socket, "notification:ack", ack_last());
  scheduler.advance(std::chrono::seconds(120));
  EXPECT_EQ(count(socket, "notification"), 1);
}

TEST_F(SessionTest, NeverRepeatsToAClientThatDoesNotAck) {
  FakeSocket& socket = connect("ada");
  settle();
  publish("ada");
  settle();
  scheduler.advance(std::chrono::seconds(120));
  EXPECT_EQ(count(socket, "notification"), 1);
}

TEST_F(SessionTest, AnAckReachesTheStoreWithinAHundredMilliseconds) {
  FakeSocket& socket = connect("ada");
  settle();
  publish("ada");
  settle();
  say(socket, "notification:ack", ack_last());
  scheduler.advance(std::chrono::milliseconds(100));
  FakeSocket& later = connect("ada");
  settle();
  EXPECT_EQ(later.types(), Types{"connected"});
}

TEST_F(SessionTest, ResumingByCursorAcknowledgesEverythingUpToIt) {
  publish("ada");
  publish("ada");
  FakeSocket& probe = connect("ada");
  settle();
  const auto epoch = Cursor::parse(std::string_view(probe.sent[0].at("payload").at("cursor").as_string()))->epoch;
  connect("ada", Cursor{epoch, 2, 0});
  settle();
  scheduler.advance(std::chrono::milliseconds(200));
  FakeSocket& later = connect("ada");
  settle();
  EXPECT_EQ(later.types(), Types{"connected"});
}

TEST_F(SessionTest, SyncGivesTheChangesAfterItsCursorAgain) {
  FakeSocket& socket = connect("ada");
  settle();
  for (int i = 0; i < 3; ++i) {
    publish("ada");
  }
  settle();
  const auto epoch = Cursor::parse(std::string_view(socket.sent[0].at("payload").at("cursor").as_string()))->epoch;
  say(socket, "sync", R"({"since":")" + Cursor{epoch, 1, 0}.str() + R"("})");
  settle();
  EXPECT_EQ(socket.revs_of("notification"), (std::vector<std::uint64_t>{1, 2, 3, 2, 3}));
  EXPECT_EQ(count(socket, "connected"), 1);
}

TEST_F(SessionTest, AdvisesToReconnectWhenTheLifetimeIsReached) {
  FakeSocket& socket = connect("ada");
  settle();
  EXPECT_EQ(socket.deadline, 7200U);
  socket.handler->on_deadline();
  EXPECT_EQ(socket.types().back(), "reconnect");
  EXPECT_EQ(socket.closed_with, CloseCode::lifetime_reached);
  EXPECT_EQ(socket.close_reason, R"({"code":"LIFETIME_REACHED","retryAfterMs":0})");
}

}  // namespace
}  // namespace belfry::app::test
