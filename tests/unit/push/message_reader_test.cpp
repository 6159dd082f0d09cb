#include "push/message_reader.hpp"

#include "client_bytes.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace belfry::push {
namespace {

using testing::close_frame;
using testing::encode;
using testing::ping_frame;
using testing::text_frame;
using Kind = Received::Kind;
using Messages = MessageReader::Messages;

constexpr std::size_t kLimit = 200;

std::string name_of(const Received& received) {
  switch (received.kind) {
    case Kind::nothing: return "nothing";
    case Kind::text: return "text " + std::string(received.payload);
    case Kind::binary: return "binary " + std::string(received.payload);
    case Kind::ping: return "ping " + std::string(received.payload);
    case Kind::pong: return "pong " + std::string(received.payload);
    case Kind::close: return "close " + std::to_string(static_cast<int>(received.code));
    case Kind::too_large: return "too large";
    case Kind::violation: return "violation " + std::to_string(static_cast<int>(received.code));
  }
  return {};
}

using Said = std::vector<std::string>;

/// False after a violation.
bool feed(MessageReader& reader, std::string bytes, Said& said, Messages messages = Messages::kept) {
  std::span<char> input(bytes);
  while (true) {
    const Received received = reader.next(input, messages);
    if (received.kind == Kind::nothing) {
      return true;
    }
    said.push_back(name_of(received));
    if (received.kind == Kind::violation) {
      return false;
    }
  }
}

/// The same for the stream as a whole, cut in two anywhere, and byte by byte.
void expect_said(const std::string& stream, const Said& expected) {
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    MessageReader reader(kLimit);
    Said said;
    if (feed(reader, stream.substr(0, cut), said)) {
      feed(reader, stream.substr(cut), said);
    }
    EXPECT_EQ(said, expected) << "cut at " << cut;
  }
  MessageReader reader(kLimit);
  Said said;
  for (const char byte : stream) {
    if (!feed(reader, std::string(1, byte), said)) {
      break;
    }
  }
  EXPECT_EQ(said, expected) << "byte by byte";
}

std::string fragment(Opcode opcode, std::string_view payload, bool fin) {
  return encode({.opcode = opcode, .payload = payload, .fin = fin});
}

TEST(MessageReader, ReadsTextAndBinary) {
  expect_said(text_frame("one") + text_frame("") + encode({.opcode = Opcode::binary, .payload = "\xFF"}),
              {"text one", "text ", "binary \xFF"});
}

TEST(MessageReader, JoinsFragmentsAroundControlFrames) {
  expect_said(fragment(Opcode::text, "on", false) + ping_frame("between") + fragment(Opcode::continuation, "", false) +
                  fragment(Opcode::continuation, "e", true) + encode({.opcode = Opcode::pong, .payload = "late"}) +
                  text_frame("two"),
              {"ping between", "text one", "pong late", "text two"});
}

TEST(MessageReader, ReadsACloseFrame) {
  expect_said(close_frame(1000, "bye"), {"close 1000"});
  expect_said(encode({.opcode = Opcode::close}), {"close 1005"});
}

TEST(MessageReader, RefusesABadCloseFrame) {
  expect_said(close_frame(1005), {"violation 1002"});
  expect_said(encode({.opcode = Opcode::close, .payload = "x"}), {"violation 1002"});
  expect_said(close_frame(1000, "\xFF"), {"violation 1007"});
}

TEST(MessageReader, ReportsAFramingViolationBehindWhatWasFine) {
  expect_said(text_frame("fine") + encode({.opcode = Opcode::continuation}), {"text fine", "violation 1002"});
}

TEST(MessageReader, AllowsACharacterCutByAFragmentBoundary) {
  expect_said(fragment(Opcode::text, "\xE2\x82", false) + fragment(Opcode::continuation, "\xAC", true), {"text €"});
}

TEST(MessageReader, RefusesTextThatEndsInsideACharacter) {
  expect_said(text_frame("\xE2\x82"), {"violation 1007"});
  expect_said(fragment(Opcode::text, "\xE2", false) + fragment(Opcode::continuation, "\x82", true), {"violation 1007"});
}

TEST(MessageReader, RefusesInvalidTextBeforeItsFrameIsComplete) {
  const std::string frame = text_frame("bad \xFF and more to come");
  MessageReader reader(kLimit);
  Said said;
  feed(reader, frame.substr(0, 6 + 5), said);
  EXPECT_EQ(said, Said{"violation 1007"});
}

TEST(MessageReader, DoesNotCheckBinaryForUtf8) {
  expect_said(fragment(Opcode::binary, "\xFF", false) + fragment(Opcode::continuation, "\xFE", true),
              {"binary \xFF\xFE"});
}

TEST(MessageReader, TakesAMessageOfExactlyTheLimit) {
  const std::string payload(kLimit, 'x');
  expect_said(text_frame(payload), {"text " + payload});
}

TEST(MessageReader, CallsAMessageTooLargeAtItsHeaderAndReadsOnBehindIt) {
  const std::string frame = text_frame(std::string(kLimit + 1, 'x'));
  expect_said(frame + text_frame("next"), {"too large", "text next"});
  MessageReader reader(kLimit);
  Said said;
  feed(reader, frame.substr(0, 8), said);
  EXPECT_EQ(said, Said{"too large"});
}

TEST(MessageReader, CountsFragmentsTogether) {
  const std::string half(kLimit / 2, 'x');
  expect_said(fragment(Opcode::text, half, false) + fragment(Opcode::continuation, half, false) +
                  fragment(Opcode::continuation, "x", false) + fragment(Opcode::continuation, "x", true) +
                  text_frame("next"),
              {"too large", "text next"});
}

TEST(MessageReader, HasNoLimitAtZero) {
  MessageReader reader(0);
  Said said;
  feed(reader, text_frame(std::string(100'000, 'x')), said);
  EXPECT_EQ(said, Said{"text " + std::string(100'000, 'x')});
}

TEST(MessageReader, PassesMessagesOverWhenToldToButFindsTheCloseFrame) {
  MessageReader reader(kLimit);
  Said said;
  feed(reader, text_frame("\xFF") + text_frame(std::string(500, 'x')) + close_frame(1001), said, Messages::passed_over);
  EXPECT_EQ(said, Said{"close 1001"});
}

TEST(MessageReader, JoinsTwoHundredFragments) {
  std::string stream = fragment(Opcode::text, "0", false);
  for (int i = 1; i < 199; ++i) {
    stream += fragment(Opcode::continuation, "x", false);
  }
  stream += fragment(Opcode::continuation, "1", true);
  MessageReader reader(kLimit);
  Said said;
  feed(reader, stream, said);
  EXPECT_EQ(said, Said{"text 0" + std::string(198, 'x') + "1"});
  EXPECT_TRUE(reader.idle());
}

}  // namespace
}  // namespace belfry::push
