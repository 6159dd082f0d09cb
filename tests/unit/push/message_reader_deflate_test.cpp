#include "push/message_reader.hpp"

#include "client_bytes.hpp"
#include "deflate_bytes.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace belfry::push {
namespace {

using testing::deflated;
using testing::encode;
using testing::ping_frame;
using testing::text_frame;
using Kind = Received::Kind;
using Said = std::vector<std::string>;

constexpr std::size_t kLimit = 200;
constexpr std::uint8_t kRsv1 = 0x40;

std::string name_of(const Received& received) {
  switch (received.kind) {
    case Kind::text: return "text " + std::string(received.payload);
    case Kind::binary: return "binary " + std::string(received.payload);
    case Kind::ping: return "ping " + std::string(received.payload);
    case Kind::too_large: return "too large";
    case Kind::violation: return "violation " + std::to_string(static_cast<int>(received.code));
    case Kind::nothing:
    case Kind::pong:
    case Kind::close: break;
  }
  return "something else";
}

/// False after a violation.
bool feed(MessageReader& reader, std::string bytes, Said& said) {
  std::span<char> input(bytes);
  while (true) {
    const Received received = reader.next(input, MessageReader::Messages::kept);
    if (received.kind == Kind::nothing) {
      return true;
    }
    said.push_back(name_of(received));
    if (received.kind == Kind::violation) {
      return false;
    }
  }
}

/// The same for the stream as a whole and cut in two anywhere.
void expect_said(const std::string& stream, const Said& expected) {
  Inflator inflator;
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    MessageReader reader(kLimit, &inflator);
    Said said;
    if (feed(reader, stream.substr(0, cut), said)) {
      feed(reader, stream.substr(cut), said);
    }
    EXPECT_EQ(said, expected) << "cut at " << cut;
  }
}

std::string compressed(std::string_view payload, Opcode opcode = Opcode::text) {
  return encode({.opcode = opcode, .payload = payload, .reserved = kRsv1});
}

TEST(MessageReaderDeflate, ReadsCompressedAndPlainMessagesInTurn) {
  expect_said(compressed(deflated("packed")) + text_frame("plain") + compressed(deflated("\xFF"), Opcode::binary),
              {"text packed", "text plain", "binary \xFF"});
}

TEST(MessageReaderDeflate, UnpacksFragmentsAroundControlFrames) {
  const std::string packed = deflated("in three fragments");
  expect_said(encode({.payload = packed.substr(0, 3), .fin = false, .reserved = kRsv1}) + ping_frame("between") +
                  encode({.opcode = Opcode::continuation, .payload = "", .fin = false}) +
                  encode({.opcode = Opcode::continuation, .payload = packed.substr(3)}) + text_frame("plain"),
              {"ping between", "text in three fragments", "text plain"});
}

TEST(MessageReaderDeflate, RefusesRsv1OnAContinuation) {
  expect_said(encode({.payload = "x", .fin = false, .reserved = kRsv1}) +
                  encode({.opcode = Opcode::continuation, .payload = "x", .reserved = kRsv1}),
              {"violation 1002"});
}

TEST(MessageReaderDeflate, RefusesRsv1OnAControlFrame) {
  for (const Opcode opcode : {Opcode::ping, Opcode::pong, Opcode::close}) {
    expect_said(compressed("", opcode), {"violation 1002"});
  }
}

TEST(MessageReaderDeflate, RefusesTheOtherReservedBits) {
  for (const std::uint8_t reserved : {0x20, 0x10, 0x60, 0x50, 0x70}) {
    expect_said(encode({.payload = deflated("x"), .reserved = reserved}), {"violation 1002"});
  }
}

TEST(MessageReaderDeflate, RefusesRsv1WithoutAnInflator) {
  MessageReader reader(kLimit);
  Said said;
  feed(reader, compressed(deflated("x")), said);
  EXPECT_EQ(said, Said{"violation 1002"});
}

TEST(MessageReaderDeflate, RefusesCorruptData) { expect_said(compressed("\xFF\xFF\xFF"), {"violation 1002"}); }

TEST(MessageReaderDeflate, ChecksTextWhenItIsUnpacked) {
  expect_said(compressed(deflated("bad \xFF")), {"violation 1007"});
  expect_said(compressed(deflated("\xE2\x82")), {"violation 1007"});
  expect_said(compressed(deflated("\xE2\x82\xAC")), {"text \xE2\x82\xAC"});
}

TEST(MessageReaderDeflate, PassesOverAMessageThatUnpacksToTooMuch) {
  const std::string most(kLimit, 'x');
  expect_said(compressed(deflated(most)) + compressed(deflated(most + "x")) + text_frame("next"),
              {"text " + most, "too large", "text next"});
}

TEST(MessageReaderDeflate, HoldsTheLimitForPackedFragmentsToo) {
  const std::string part(kLimit / 2 + 1, 'x');
  expect_said(encode({.payload = part, .fin = false, .reserved = kRsv1}) +
                  encode({.opcode = Opcode::continuation, .payload = part}) + text_frame("next"),
              {"too large", "text next"});
}

}  // namespace
}  // namespace belfry::push
