#include "loop_fixture.hpp"

#include <algorithm>

namespace belfry::push::testing {
namespace {

using LoopMessages = LoopTest;

class SmallMessages : public LoopTest {
 protected:
  SmallMessages() : LoopTest({.max_message_bytes = 100}) {}
};

TEST_F(LoopMessages, DeliverTextAndBinary) {
  Recorder server;
  Peer client = connect(server);
  client.write(text_frame("one") + encode({.opcode = Opcode::binary, .payload = "two"}));
  settle();
  EXPECT_EQ(server.log, (Log{"text one", "binary two"}));
  EXPECT_EQ(core_->counters().messages_received, 2u);
}

TEST_F(LoopMessages, ArriveHoweverTheirBytesAreCut) {
  Recorder server;
  Peer client = connect(server);
  for (const char byte : text_frame("one") + text_frame("two")) {
    client.write(std::string_view(&byte, 1));
    settle();
  }
  EXPECT_EQ(server.log, (Log{"text one", "text two"}));
}

TEST_F(LoopMessages, OfManyConnectionsCutInTheMiddleStayApart) {
  Recorder first;
  Recorder second;
  Peer one = connect(first);
  Peer two = connect(second);
  const std::string frame_one = text_frame("from the first");
  const std::string frame_two = text_frame("from the second");
  one.write(frame_one.substr(0, 9));
  two.write(frame_two.substr(0, 12));
  settle();
  two.write(frame_two.substr(12));
  one.write(frame_one.substr(9));
  settle();
  EXPECT_EQ(first.log, Log{"text from the first"});
  EXPECT_EQ(second.log, Log{"text from the second"});
}

TEST_F(LoopMessages, InTwoHundredFragmentsBetweenPingsAreJoined) {
  Recorder server;
  Peer client = connect(server);
  std::string expected;
  for (int i = 0; i < 200; ++i) {
    const std::string part = "part " + std::to_string(i) + ";";
    expected += part;
    client.write(encode({.opcode = i == 0 ? Opcode::text : Opcode::continuation, .payload = part, .fin = i == 199}));
    if (i % 50 == 0) {
      client.write(ping_frame("still here"));
      settle();
    }
  }
  settle();
  EXPECT_EQ(server.log.back(), "text " + expected);
  EXPECT_EQ(std::count(server.log.begin(), server.log.end(), "heartbeat"), 4);
  EXPECT_EQ(client.frames(), Log(4, "10 still here"));
}

TEST_F(LoopMessages, LargerThanTheReceiveBufferArriveWhole) {
  Recorder server;
  Peer client = connect(server);
  const std::string message(120'000, 'x');
  client.write(text_frame(message));
  settle();
  EXPECT_EQ(server.log, Log{"text " + message});
}

TEST_F(LoopMessages, ThatCameWithTheHandshakeAreDeliveredInALaterTurn) {
  Recorder server;
  Peer client = connect(server, text_frame("early"));
  client.write(text_frame("later"));
  EXPECT_TRUE(server.log.empty());
  settle();
  EXPECT_EQ(server.log, (Log{"text early", "text later"}));
}

TEST_F(LoopMessages, BegunWithTheHandshakeAreCompleted) {
  const std::string frame = text_frame("begun early");
  Recorder server;
  Peer client = connect(server, frame.substr(0, 7));
  client.write(frame.substr(7));
  settle();
  EXPECT_EQ(server.log, Log{"text begun early"});
}

TEST_F(LoopMessages, OfAFloodingClientLetANeighbourBeHeardInBetween) {
  Log order;
  Recorder flooding;
  Recorder neighbour;
  flooding.then_on_text = [&](std::string_view) {
    order.emplace_back("flood");
  };
  neighbour.then_on_text = [&](std::string_view) {
    order.emplace_back("neighbour");
  };
  Peer flood = connect(flooding);
  Peer quiet = connect(neighbour);
  const int room = 4'000'000;
  ::setsockopt(flood.descriptor(), SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
  const std::string message = text_frame(std::string(1000, 'x'));
  for (int i = 0; i < 195; ++i) {
    flood.write(message);
  }
  quiet.write(text_frame("me too"));
  settle();
  ASSERT_EQ(order.size(), 196u);
  EXPECT_LT(std::find(order.begin(), order.end(), "neighbour") - order.begin(), 150);
}

TEST_F(LoopMessages, AreReadToTheEndWhenTheClientHangsUpBehindThem) {
  Recorder server;
  Peer client = connect(server);
  client.write(text_frame("last words"));
  client.hang_up();
  settle();
  EXPECT_EQ(server.log, (Log{"text last words", "closed 1006"}));
}

TEST_F(LoopMessages, PingIsAnsweredWithItsPayload) {
  Recorder server;
  Peer client = connect(server);
  client.write(ping_frame("") + ping_frame(std::string(125, 'p')));
  settle();
  EXPECT_EQ(client.frames(), (Log{"10 ", "10 " + std::string(125, 'p')}));
  EXPECT_EQ(server.log, (Log{"heartbeat", "heartbeat"}));
}

TEST_F(LoopMessages, PongIsAHeartbeatAndIsNotAnswered) {
  Recorder server;
  Peer client = connect(server);
  client.write(encode({.opcode = Opcode::pong, .payload = "unasked"}));
  settle();
  EXPECT_EQ(client.frames(), Log{});
  EXPECT_EQ(server.log, Log{"heartbeat"});
}

TEST_F(LoopMessages, OfTooManyPingsAtOnceTheFirstSixteenAndTheLatestAreAnswered) {
  Recorder server;
  Peer client = connect(server);
  std::string pings;
  for (int i = 0; i < 40; ++i) {
    pings += ping_frame(std::to_string(i));
  }
  client.write(pings);
  settle();
  const Log pongs = client.frames();
  ASSERT_EQ(pongs.size(), 17u);
  EXPECT_EQ(pongs[15], "10 15");
  EXPECT_EQ(pongs[16], "10 39");
}

TEST_F(SmallMessages, TooLargeAreToldAndCloseWith1009BehindTheAnswer) {
  Recorder server;
  server.then_on_too_large = [&] {
    server.socket->send(Frame::text("too much"));
  };
  Peer client = connect(server);
  client.write(text_frame(std::string(101, 'x')) + text_frame("not heard"));
  settle();
  EXPECT_EQ(server.log, Log{"too large"});
  EXPECT_EQ(client.frames(), (Log{"1 too much", closing(CloseCode::too_big, R"({"code":"PAYLOAD_TOO_LARGE"})")}));
  client.write(close_frame(1009));
  settle();
  EXPECT_EQ(server.log, (Log{"too large", "closed 1009"}));
  EXPECT_TRUE(client.sees_the_end());
}

TEST_F(SmallMessages, TooLargeInFragmentsAreToldOnce) {
  Recorder server;
  Peer client = connect(server);
  client.write(encode({.payload = std::string(60, 'x'), .fin = false}));
  client.write(encode({.opcode = Opcode::continuation, .payload = std::string(60, 'x'), .fin = false}));
  client.write(encode({.opcode = Opcode::continuation, .payload = std::string(60, 'x')}) + close_frame(1009));
  settle();
  EXPECT_EQ(server.log, (Log{"too large", "closed 1009"}));
}

}  // namespace
}  // namespace belfry::push::testing
