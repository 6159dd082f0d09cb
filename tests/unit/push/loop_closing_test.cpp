#include "loop_fixture.hpp"

namespace belfry::push::testing {
namespace {

using LoopClosing = LoopTest;

TEST_F(LoopClosing, ByTheClientIsAnsweredWithItsCodeAndTheServerEndsTheTransport) {
  Recorder server;
  Peer client = connect(server);
  client.write(close_frame(3001, "enough"));
  settle();
  EXPECT_EQ(client.frames(), Log{closing(static_cast<CloseCode>(3001), "")});
  EXPECT_TRUE(client.sees_the_end());
  EXPECT_EQ(server.log, Log{"closed 3001"});
  EXPECT_EQ(core_->counters().open, 0u);
}

TEST_F(LoopClosing, ByTheClientIsToldWithItsReason) {
  Recorder server;
  Peer client = connect(server);
  client.write(close_frame(3001, "enough"));
  settle();
  EXPECT_EQ(server.peer_reason, "enough");
}

TEST_F(LoopClosing, ByTheServerIsNotToldAsTheClients) {
  Recorder server;
  Peer client = connect(server);
  server.socket->close(CloseCode::going_away, "");
  settle();
  client.write(close_frame(1001, "as you say"));
  settle();
  EXPECT_EQ(server.log, Log{"closed 1001"});
  EXPECT_EQ(server.peer_reason, "-");
}

TEST_F(LoopClosing, WithoutACodeIsAnsweredWithoutOne) {
  Recorder server;
  Peer client = connect(server);
  client.write(encode({.opcode = Opcode::close}));
  settle();
  EXPECT_EQ(client.frames(), Log{"8 "});
  EXPECT_EQ(server.log, Log{"closed 1005"});
  EXPECT_EQ(server.peer_reason, "");
}

TEST_F(LoopClosing, ByTheClientComesBehindWhatWasQueued) {
  Recorder server;
  Peer client = connect(server);
  server.then_on_text = [&](std::string_view) {
    server.socket->send(Frame::text("answer"));
  };
  client.write(text_frame("question") + close_frame(1000));
  settle();
  EXPECT_EQ(client.frames(), (Log{"1 answer", closing(CloseCode::normal, "")}));
}

TEST_F(LoopClosing, IgnoresWhatFollowsTheClientsCloseFrame) {
  Recorder server;
  Peer client = connect(server);
  client.write(close_frame(1000) + text_frame("too late") + ping_frame("too late"));
  settle();
  EXPECT_EQ(server.log, Log{"closed 1000"});
  EXPECT_EQ(client.frames(), Log{closing(CloseCode::normal, "")});
}

TEST_F(LoopClosing, ByTheServerWaitsForTheClientsCloseFrame) {
  Recorder server;
  Peer client = connect(server);
  server.socket->send(Frame::text("goodbye"));
  server.socket->close(CloseCode::going_away, R"({"code":"DRAINING"})");
  settle();
  EXPECT_EQ(client.frames(), (Log{"1 goodbye", closing(CloseCode::going_away, R"({"code":"DRAINING"})")}));
  EXPECT_FALSE(client.ended);
  EXPECT_TRUE(server.log.empty());
  client.write(close_frame(1001));
  settle();
  EXPECT_TRUE(client.sees_the_end());
  EXPECT_EQ(server.log, Log{"closed 1001"});
}

TEST_F(LoopClosing, ByTheServerPassesOverWhatTheClientStillSays) {
  Recorder server;
  Peer client = connect(server);
  server.socket->close(CloseCode::normal, {});
  settle();
  client.write(text_frame("not heard") + ping_frame("not answered") + close_frame(1000));
  settle();
  EXPECT_EQ(server.log, Log{"closed 1000"});
  EXPECT_EQ(client.frames(), Log{closing(CloseCode::normal, "")});
}

TEST_F(LoopClosing, FirstCallWinsAndNothingIsSentBehindIt) {
  Recorder server;
  Peer client = connect(server);
  server.socket->close(CloseCode::replaced, "first");
  server.socket->close(CloseCode::normal, "second");
  server.socket->send(Frame::text("third"));
  settle();
  EXPECT_EQ(client.frames(), Log{closing(CloseCode::replaced, "first")});
}

TEST_F(LoopClosing, ByTheServerDropsAClientThatNeverAnswers) {
  Recorder server;
  Peer client = connect(server);
  server.socket->close(CloseCode::going_away, {});
  pass_time(5);
  EXPECT_TRUE(server.log.empty());
  pass_time(6);
  EXPECT_EQ(server.log, Log{"closed 1001"});
  EXPECT_TRUE(client.sees_the_end());
}

TEST_F(LoopClosing, ReportsAbnormalWhenTheClientVanishes) {
  Recorder server;
  Peer client = connect(server);
  client.hang_up();
  settle();
  EXPECT_EQ(server.log, Log{"closed 1006"});
}

TEST_F(LoopClosing, ReportsOurCodeWhenTheClientVanishesInsteadOfAnswering) {
  Recorder server;
  Peer client = connect(server);
  server.socket->close(CloseCode::token_expired, {});
  settle();
  client.hang_up();
  settle();
  EXPECT_EQ(server.log, Log{"closed 4000"});
}

TEST_F(LoopClosing, WithAbnormalDropsTheTransport) {
  Recorder server;
  Peer client = connect(server);
  server.socket->close(CloseCode::abnormal, {});
  settle();
  EXPECT_TRUE(client.sees_the_end());
  EXPECT_EQ(client.bytes, "");
  EXPECT_EQ(server.log, Log{"closed 1006"});
}

struct Broken {
  const char* what;
  std::string bytes;
  CloseCode code;
};

class LoopFailing : public LoopTest, public ::testing::WithParamInterface<Broken> {};

TEST_P(LoopFailing, SendsTheCodeStopsReadingAndWaitsForTheClientsEnd) {
  Recorder server;
  Peer client = connect(server);
  client.write(GetParam().bytes + text_frame("not heard") + close_frame(1000));
  settle();
  const bool text = GetParam().code == CloseCode::invalid_payload;
  const std::string reason = text ? R"({"code":"INVALID_PAYLOAD"})" : R"({"code":"PROTOCOL_ERROR"})";
  EXPECT_EQ(client.frames(), Log{closing(GetParam().code, reason)}) << GetParam().what;
  EXPECT_TRUE(client.sees_the_end());
  EXPECT_TRUE(server.log.empty());
  client.hang_up();
  settle();
  EXPECT_EQ(server.log, Log{"closed " + number_of(GetParam().code)});
}

TEST_P(LoopFailing, DropsAClientThatNeverEnds) {
  Recorder server;
  Peer client = connect(server);
  client.write(GetParam().bytes);
  settle();
  pass_time(6);
  EXPECT_EQ(server.log, Log{"closed " + number_of(GetParam().code)});
}

INSTANTIATE_TEST_SUITE_P(
    Violations, LoopFailing,
    ::testing::Values(Broken{"unmasked", encode({.payload = "x", .masked = false}), CloseCode::protocol_error},
                      Broken{"reserved bit", encode({.payload = "x", .reserved = 0x40}), CloseCode::protocol_error},
                      Broken{"reserved opcode", encode({.opcode = static_cast<Opcode>(3)}), CloseCode::protocol_error},
                      Broken{"long ping", ping_frame(std::string(126, 'x')), CloseCode::protocol_error},
                      Broken{"stray continuation", encode({.opcode = Opcode::continuation}), CloseCode::protocol_error},
                      Broken{"interrupted message", encode({.payload = "a", .fin = false}) + text_frame("b"),
                             CloseCode::protocol_error},
                      Broken{"forbidden close code", close_frame(1006), CloseCode::protocol_error},
                      Broken{"close reason", close_frame(1000, "\xFF"), CloseCode::invalid_payload},
                      Broken{"text", text_frame("\xC0\x80"), CloseCode::invalid_payload},
                      Broken{"fragmented text",
                             encode({.payload = "ok", .fin = false}) +
                                 encode({.opcode = Opcode::continuation, .payload = "\xFF", .fin = false}),
                             CloseCode::invalid_payload}));

TEST_F(LoopClosing, OfTheLoopDropsWhatIsLeft) {
  Recorder first;
  Recorder second;
  Peer one = connect(first);
  Peer two = connect(second);
  first.then_on_closed = [&] {
    second.socket->send(Frame::text("is ignored"));
  };
  second.then_on_closed = [&] {
    first.socket = nullptr;
  };
  settle();
  core_.reset();
  EXPECT_EQ(first.log, Log{"closed 1006"});
  EXPECT_EQ(second.log, Log{"closed 1006"});
  EXPECT_TRUE(one.sees_the_end());
  EXPECT_TRUE(two.sees_the_end());
  settle();
}

}  // namespace
}  // namespace belfry::push::testing
