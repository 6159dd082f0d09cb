#include "push/frame_header.hpp"

#include "client_bytes.hpp"

#include <gtest/gtest.h>

namespace belfry::push {
namespace {

using testing::ClientFrame;
using testing::encode;

/// The verdict on a frame's bytes, and that no shorter part of them is taken for a whole header.
std::expected<std::optional<FrameHeader>, Violation> decode(const std::string& bytes,
                                                            Position position = Position::between_messages) {
  return decode_frame_header(bytes, position);
}

void expect_violation(const ClientFrame& frame, Violation violation, Position position = Position::between_messages) {
  const auto header = decode(encode(frame), position);
  ASSERT_FALSE(header.has_value());
  EXPECT_EQ(header.error(), violation);
}

TEST(FrameHeader, ReadsAShortMaskedFrame) {
  const auto header = decode(encode({.opcode = Opcode::text, .payload = "Hello"}));
  ASSERT_TRUE(header && *header);
  EXPECT_EQ((*header)->opcode, Opcode::text);
  EXPECT_TRUE((*header)->fin);
  EXPECT_EQ((*header)->size, 6);
  EXPECT_EQ((*header)->payload_size, 5u);
}

TEST(FrameHeader, ReadsEveryLengthEncodingAtItsBounds) {
  for (const std::size_t size : {0u, 1u, 125u, 126u, 127u, 65'535u, 65'536u, 70'000u}) {
    const std::string payload(size, 'x');
    const auto header = decode(encode({.opcode = Opcode::binary, .payload = payload}));
    ASSERT_TRUE(header && *header) << size;
    EXPECT_EQ((*header)->payload_size, size);
    EXPECT_EQ((*header)->size, size < 126 ? 6 : (size <= 0xFFFF ? 8 : 14)) << size;
  }
}

TEST(FrameHeader, WaitsForTheRestOfAHeaderCutAnywhere) {
  const std::string payload(70'000, 'x');
  const std::string bytes = encode({.opcode = Opcode::binary, .payload = payload});
  for (std::size_t cut = 0; cut < 14; ++cut) {
    const auto header = decode(bytes.substr(0, cut));
    ASSERT_TRUE(header.has_value()) << cut;
    EXPECT_FALSE(header->has_value()) << cut;
  }
}

TEST(FrameHeader, RefusesAnUnmaskedFrame) { expect_violation({.payload = "x", .masked = false}, Violation::unmasked); }

TEST(FrameHeader, RefusesEachReservedBit) {
  for (const std::uint8_t bit : {0x40, 0x20, 0x10}) {
    expect_violation({.payload = "x", .reserved = bit}, Violation::reserved_bits);
    expect_violation({.opcode = Opcode::ping, .payload = "x", .reserved = bit}, Violation::reserved_bits);
  }
}

TEST(FrameHeader, AllowsRsv1OnTheFirstFrameOfAMessageWhereItWasAgreedOn) {
  for (const Opcode opcode : {Opcode::text, Opcode::binary}) {
    const auto header = decode_frame_header(encode({.opcode = opcode, .payload = "x", .reserved = 0x40}),
                                            Position::between_messages, Compression::deflate);
    ASSERT_TRUE(header && *header);
    EXPECT_TRUE((*header)->compressed);
    EXPECT_EQ((*header)->opcode, opcode);
  }
}

TEST(FrameHeader, RefusesRsv1OnOtherFramesThoughItWasAgreedOn) {
  for (const Opcode opcode : {Opcode::continuation, Opcode::close, Opcode::ping, Opcode::pong}) {
    const auto header = decode_frame_header(encode({.opcode = opcode, .reserved = 0x40}), Position::inside_message,
                                            Compression::deflate);
    ASSERT_FALSE(header.has_value());
    EXPECT_EQ(header.error(), Violation::reserved_bits);
  }
}

TEST(FrameHeader, RefusesEveryReservedOpcode) {
  for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
    expect_violation({.opcode = static_cast<Opcode>(opcode)}, Violation::reserved_opcode);
  }
}

TEST(FrameHeader, RefusesAFragmentedControlFrame) {
  for (const Opcode opcode : {Opcode::close, Opcode::ping, Opcode::pong}) {
    expect_violation({.opcode = opcode, .fin = false}, Violation::fragmented_control);
  }
}

TEST(FrameHeader, AllowsAControlFrameOf125BytesAndRefusesOneOf126) {
  EXPECT_TRUE(decode(encode({.opcode = Opcode::ping, .payload = std::string(125, 'x')})).has_value());
  expect_violation({.opcode = Opcode::ping, .payload = std::string(126, 'x')}, Violation::long_control);
  expect_violation({.opcode = Opcode::pong, .payload = "x", .length_bytes = 8}, Violation::long_control);
}

TEST(FrameHeader, RefusesALengthInMoreBytesThanItNeeds) {
  expect_violation({.payload = std::string(125, 'x'), .length_bytes = 2}, Violation::length_not_minimal);
  expect_violation({.payload = std::string(125, 'x'), .length_bytes = 8}, Violation::length_not_minimal);
  expect_violation({.payload = std::string(65'535, 'x'), .length_bytes = 8}, Violation::length_not_minimal);
}

TEST(FrameHeader, RefusesA64BitLengthWithItsTopBitSet) {
  const std::string bytes("\x82\xff\x80\0\0\0\0\x01\0\0", 10);
  const auto header = decode(bytes);
  ASSERT_FALSE(header.has_value());
  EXPECT_EQ(header.error(), Violation::length_out_of_range);
}

TEST(FrameHeader, AllowsTheLargestLength) {
  const std::string bytes("\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xff____", 14);
  const auto header = decode(bytes);
  ASSERT_TRUE(header && *header);
  EXPECT_EQ((*header)->payload_size, 0x7FFFFFFFFFFFFFFFu);
}

TEST(FrameHeader, RefusesAContinuationWithNothingToContinue) {
  expect_violation({.opcode = Opcode::continuation}, Violation::unexpected_continuation);
}

TEST(FrameHeader, RefusesANewMessageInsideAFragmentedOne) {
  expect_violation({.opcode = Opcode::text}, Violation::expected_continuation, Position::inside_message);
  expect_violation({.opcode = Opcode::binary}, Violation::expected_continuation, Position::inside_message);
}

TEST(FrameHeader, AllowsContinuationsAndControlFramesInsideAMessage) {
  for (const Opcode opcode : {Opcode::continuation, Opcode::ping, Opcode::pong, Opcode::close}) {
    EXPECT_TRUE(decode(encode({.opcode = opcode}), Position::inside_message).has_value());
  }
}

TEST(FrameHeader, TellsAViolationAtTheFirstByteThatShowsIt) {
  EXPECT_FALSE(decode("\x83").has_value());
  EXPECT_FALSE(decode("\xc1").has_value());
  EXPECT_FALSE(decode(std::string("\x81\x01", 2)).has_value());
}

}  // namespace
}  // namespace belfry::push
