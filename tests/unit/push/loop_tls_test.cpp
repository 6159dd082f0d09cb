#include "loop_fixture.hpp"
#include "tls_pair.hpp"

namespace belfry::push::testing {
namespace {

constexpr int kSmallBuffer = 8'192;

class LoopTls : public LoopTest {
 protected:
  LoopTls() : LoopTest({.queue_bytes = 100'000}) {}

  void adopt(TlsPair& pair, Recorder& recorder) {
    recorder.belongs_to(test_);
    recorder.socket = &core_->adopt(pair.take_server(), recorder);
  }
  Log frames(TlsPair& client) {
    // A read that took part of a record returns nothing and still makes room for the server's next write.
    for (int fruitless = 0; fruitless < 8; fruitless = client.read() ? 0 : fruitless + 1) {
      settle();
    }
    return parse_server_frames(client.bytes);
  }

  TlsContext context_tls_ = make_server_context();
};

TEST_F(LoopTls, CarriesMessagesBothWays) {
  TlsPair client(context_tls_.get());
  Recorder server;
  server.then_on_text = [&](std::string_view text) {
    server.socket->send(Frame::text(text));
  };
  adopt(client, server);
  client.write(text_frame("one") + text_frame("two"));
  settle();
  EXPECT_EQ(frames(client), (Log{"1 one", "1 two"}));
}

TEST_F(LoopTls, ReadsWhatTheTlsLayerHadTakenFromTheSocketBeforeTheLoopDid) {
  TlsPair client(context_tls_.get());
  client.write(text_frame("in the same record") + text_frame("second"));
  char first = 0;
  // Takes one byte of the record: the rest is decrypted already, and no event will come for it.
  ASSERT_EQ(SSL_read(client.server(), &first, 1), 1);
  Upgraded upgraded = client.take_server();
  upgraded.early_bytes = {&first, 1};
  Recorder server;
  server.belongs_to(test_);
  server.socket = &core_->adopt(std::move(upgraded), server);
  settle();
  EXPECT_EQ(server.log, (Log{"text in the same record", "text second"}));
}

TEST_F(LoopTls, ReadsMessagesOfManyRecords) {
  TlsPair client(context_tls_.get());
  Recorder server;
  adopt(client, server);
  const std::string message(50'000, 'x');
  client.write(text_frame(message));
  settle();
  EXPECT_EQ(server.log, Log{"text " + message});
}

TEST_F(LoopTls, KeepsTheOrderOfManyWaitingFrames) {
  TlsPair client(context_tls_.get());
  Recorder server;
  adopt(client, server);
  settle();
  Log expected;
  for (int i = 0; i < 90; ++i) {
    const std::string message = std::to_string(i) + std::string(1'000, 'x');
    server.socket->send(Frame::text(message));
    expected.push_back("1 " + message);
  }
  settle();
  EXPECT_EQ(frames(client), expected);
  EXPECT_EQ(server.drained, 1);
  EXPECT_EQ(core_->counters().frames_sent, 90u);
}

TEST_F(LoopTls, GoesOnWithTheSameBytesWhenTheReaderCatchesUp) {
  TlsPair client(context_tls_.get(), kSmallBuffer);
  Recorder server;
  adopt(client, server);
  settle();
  Log expected;
  for (int i = 0; i < 60; ++i) {
    const std::string message = std::to_string(i) + std::string(1'500, 'x');
    server.socket->send(Frame::text(message));
    expected.push_back("1 " + message);
    settle();
  }
  EXPECT_GT(server.socket->queued_bytes(), 0u);
  EXPECT_EQ(frames(client), expected);
  EXPECT_FALSE(client.failed);
  EXPECT_EQ(server.socket->queued_bytes(), 0u);
}

TEST_F(LoopTls, LeavesASlowReaderAReadableStreamUpToTheCloseFrame) {
  TlsPair client(context_tls_.get(), kSmallBuffer);
  Recorder server;
  adopt(client, server);
  settle();
  int sent = 0;
  while (core_->counters().slow_consumers == 0 && sent < 1'000) {
    server.socket->send(Frame::text(std::to_string(sent++) + std::string(500, 'x')));
    core_->flush();
  }
  ASSERT_EQ(core_->counters().slow_consumers, 1u);
  const Log seen = frames(client);
  EXPECT_FALSE(client.failed);
  for (std::size_t i = 0; i + 1 < seen.size(); ++i) {
    ASSERT_EQ(seen[i], "1 " + std::to_string(i) + std::string(500, 'x'));
  }
  EXPECT_EQ(seen.back(), closing(CloseCode::slow_consumer, R"({"code":"SLOW_CONSUMER"})"));
  EXPECT_LT(seen.size(), static_cast<std::size_t>(sent));
}

TEST_F(LoopTls, EndsWithCloseNotify) {
  TlsPair client(context_tls_.get());
  Recorder server;
  adopt(client, server);
  client.write(close_frame(1000));
  settle();
  EXPECT_EQ(frames(client), Log{closing(CloseCode::normal, "")});
  EXPECT_TRUE(client.ended);
  EXPECT_EQ(server.log, Log{"closed 1000"});
}

TEST_F(LoopTls, SurvivesAClientThatVanishesWhileBeingWrittenTo) {
  TlsPair client(context_tls_.get());
  Recorder server;
  adopt(client, server);
  settle();
  client.hang_up();
  server.socket->send(Frame::text("into the void"));
  core_->flush();
  settle();
  EXPECT_EQ(server.log, Log{"closed 1006"});
}

TEST_F(LoopTls, DropsAClientThatStopsSpeakingTls) {
  TlsPair client(context_tls_.get());
  TlsPair other(context_tls_.get());
  Recorder server;
  Recorder neighbour;
  adopt(client, server);
  adopt(other, neighbour);
  settle();
  const int descriptor = SSL_get_fd(client.client());
  ASSERT_EQ(::send(descriptor, "this is no record", 17, MSG_NOSIGNAL), 17);
  other.write(text_frame("unharmed"));
  settle();
  EXPECT_EQ(server.log, Log{"closed 1006"});
  EXPECT_EQ(neighbour.log, Log{"text unharmed"});
}

}  // namespace
}  // namespace belfry::push::testing
