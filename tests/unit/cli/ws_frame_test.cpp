#include "cli/ws_frame.hpp"

#include "unit/cli/upgrade.hpp"

#include <gtest/gtest.h>

namespace belfry::cli::test {
namespace {

constexpr std::size_t kLimit = 1000;

std::string fault_of(const std::string& bytes) {
  WsAssembler assembler(kLimit);
  assembler.feed(bytes);
  while (true) {
    const auto piece = assembler.next();
    if (!piece) {
      return piece.error();
    }
    if (!*piece) {
      return "none";
    }
  }
}

}  // namespace

TEST(WsFrame, MasksAsTheRfcsExample) {
  // RFC 6455 section 5.7.
  EXPECT_EQ(masked_frame(Opcode::text, "Hello", 0x37fa213d), "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58");
}

TEST(WsFrame, WritesLongLengthsInTwoAndEightBytes) {
  const std::string two = masked_frame(Opcode::text, std::string(126, 'x'), 0);
  EXPECT_EQ(two.substr(0, 4), std::string("\x81\xfe\x00\x7e", 4));
  const std::string eight = masked_frame(Opcode::text, std::string(65'536, 'x'), 0);
  EXPECT_EQ(eight.substr(0, 10), std::string("\x81\xff\x00\x00\x00\x00\x00\x01\x00\x00", 10));
}

TEST(WsAssembler, PutsFragmentsTogetherAroundAPing) {
  WsAssembler assembler(kLimit);
  assembler.feed(frame(0x01, "Hel") + frame(0x89, "p") + frame(0x80, "lo"));
  const auto ping = assembler.next();
  ASSERT_TRUE(ping && *ping);
  EXPECT_EQ((*ping)->opcode, Opcode::ping);
  const auto message = assembler.next();
  ASSERT_TRUE(message && *message);
  EXPECT_EQ((*message)->opcode, Opcode::text);
  EXPECT_EQ((*message)->payload, "Hello");
}

TEST(WsAssembler, WaitsForTheRestOfAFrame) {
  WsAssembler assembler(kLimit);
  const std::string bytes = std::string("\x81\x7e\x00\xc8", 4) + std::string(200, 'x');
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    assembler.feed(bytes.substr(i, 1));
    const auto piece = assembler.next();
    ASSERT_TRUE(piece);
    ASSERT_FALSE(*piece) << i;
  }
  assembler.feed(bytes.substr(bytes.size() - 1));
  const auto piece = assembler.next();
  ASSERT_TRUE(piece && *piece);
  EXPECT_EQ((*piece)->payload, std::string(200, 'x'));
}

TEST(WsAssembler, RefusesWhatAServerMustNotSend) {
  EXPECT_EQ(fault_of(std::string("\x81\x80\x00\x00\x00\x00", 6)), "the server sent a masked frame");
  EXPECT_EQ(fault_of(frame(0xC1, "x")), "the server sent a frame of an unknown kind");
  EXPECT_EQ(fault_of(frame(0x83, "x")), "the server sent a frame of an unknown kind");
  EXPECT_EQ(fault_of(frame(0x09, "x")), "the server sent a control frame that is too long or fragmented");
  EXPECT_EQ(fault_of(frame(0x80, "x")), "the server mixed up the fragments of its messages");
  EXPECT_EQ(fault_of(frame(0x01, "x") + frame(0x81, "x")), "the server mixed up the fragments of its messages");
}

TEST(WsAssembler, RefusesAMessageOverTheLimitByItsHeader) {
  EXPECT_EQ(fault_of(std::string("\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10)),
            "the server sent a message that is too long");
  std::string fragments;
  for (int i = 0; i < 9; ++i) {
    fragments += frame(i == 0 ? 0x01 : 0x00, std::string(120, 'x'));
  }
  EXPECT_EQ(fault_of(fragments), "the server sent a message that is too long");
}

}  // namespace belfry::cli::test
