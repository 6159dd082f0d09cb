#include "push/inflator.hpp"

#include "deflate_bytes.hpp"
#include "loop_fixture.hpp"

namespace belfry::push::testing {
namespace {

constexpr std::string_view kCompressedText = "\xC1";  // FIN, RSV1, text
const std::string kLong(500, 'x');

class LoopDeflate : public LoopTest {
 protected:
  LoopDeflate() : LoopTest({.max_message_bytes = 1000}) {}

  Peer connect_compressed(Recorder& recorder) { return connect(recorder, {}, 0, Compression::deflate); }
};

std::string compressed_frame(std::string_view text) { return encode({.payload = deflated(text), .reserved = 0x40}); }

/// The only frame of a peer's bytes, unpacked; it has a short header.
std::string unpacked(Peer& peer) {
  peer.frames();
  EXPECT_EQ(peer.bytes.substr(0, 1), kCompressedText);
  EXPECT_EQ(peer.bytes.size(), 2 + static_cast<std::size_t>(peer.bytes.at(1)));
  Inflator inflator;
  return std::string(inflator.inflate(std::string_view(peer.bytes).substr(2), 0).value_or("<fault>"));
}

TEST_F(LoopDeflate, DeliversACompressedMessage) {
  Recorder server;
  Peer client = connect_compressed(server);
  client.write(compressed_frame(kLong) + text_frame("plain"));
  settle();
  EXPECT_EQ(server.log, (Log{"text " + kLong, "text plain"}));
}

TEST_F(LoopDeflate, DeliversCompressedMessagesCutBetweenManyConnections) {
  Recorder first;
  Recorder second;
  Recorder third;
  Peer one = connect_compressed(first);
  Peer two = connect_compressed(second);
  Peer plain = connect(third);
  const std::string frame_one = compressed_frame("from the first");
  const std::string frame_two = compressed_frame("from the second");
  one.write(frame_one.substr(0, 9));
  two.write(frame_two.substr(0, 3));
  plain.write(text_frame("from the third").substr(0, 8));
  settle();
  two.write(frame_two.substr(3));
  one.write(frame_one.substr(9));
  plain.write(text_frame("from the third").substr(8));
  settle();
  EXPECT_EQ(first.log, Log{"text from the first"});
  EXPECT_EQ(second.log, Log{"text from the second"});
  EXPECT_EQ(third.log, Log{"text from the third"});
}

TEST_F(LoopDeflate, SendsEachPeerWhatItAgreedOn) {
  Recorder first;
  Recorder second;
  Peer packed = connect_compressed(first);
  Peer plain = connect(second);
  const Frame::Ptr frame = Frame::text(kLong);
  first.socket->send(frame);
  second.socket->send(frame);
  settle();
  EXPECT_EQ(unpacked(packed), kLong);
  EXPECT_EQ(plain.frames(), Log{"1 " + kLong});
}

TEST_F(LoopDeflate, SendsAMessageToManyInOneForm) {
  Recorder first;
  Recorder second;
  Peer one = connect_compressed(first);
  Peer two = connect_compressed(second);
  const Frame::Ptr frame = Frame::text(kLong);
  first.socket->send(frame);
  const Frame* const twin = &*frame->twin();
  second.socket->send(frame);
  settle();
  EXPECT_EQ(&*frame->twin(), twin);
  EXPECT_EQ(unpacked(one), kLong);
  EXPECT_EQ(one.bytes, two.read() ? two.bytes : "");
}

TEST_F(LoopDeflate, SendsShortMessagesAndControlFramesPlain) {
  Recorder server;
  Peer client = connect_compressed(server);
  server.socket->send(Frame::text("short"));
  client.write(ping_frame(std::string(100, 'p')));
  settle();
  EXPECT_EQ(client.frames(), (Log{"1 short", "10 " + std::string(100, 'p')}));
  EXPECT_EQ(client.bytes.substr(0, 1), "\x81");
}

TEST_F(LoopDeflate, ClosesOnABombWith1009) {
  Recorder server;
  Peer client = connect_compressed(server);
  client.write(compressed_frame(std::string(500'000, '\0')));
  settle();
  EXPECT_EQ(server.log, Log{"too large"});
  EXPECT_EQ(client.frames(), Log{closing(CloseCode::too_big, R"({"code":"PAYLOAD_TOO_LARGE"})")});
}

TEST_F(LoopDeflate, FailsOnCorruptDataWith1002) {
  Recorder server;
  Peer client = connect_compressed(server);
  client.write(encode({.payload = "\xFF\xFF", .reserved = 0x40}));
  settle();
  EXPECT_EQ(client.frames(), Log{closing(CloseCode::protocol_error, R"({"code":"PROTOCOL_ERROR"})")});
}

TEST_F(LoopDeflate, FailsOnRsv1WhereItWasNotAgreedOn) {
  Recorder server;
  Peer client = connect(server);
  client.write(compressed_frame("packed"));
  settle();
  EXPECT_EQ(client.frames(), Log{closing(CloseCode::protocol_error, R"({"code":"PROTOCOL_ERROR"})")});
}

TEST_F(LoopDeflate, PassesCompressedMessagesOverOnceItCloses) {
  Recorder server;
  Peer client = connect_compressed(server);
  server.socket->close(CloseCode::normal, {});
  client.write(compressed_frame(std::string(500'000, '\0')) + close_frame(1000));
  settle();
  EXPECT_EQ(server.log, Log{"closed 1000"});
}

}  // namespace
}  // namespace belfry::push::testing
