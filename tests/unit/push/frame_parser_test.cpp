#include "push/frame_parser.hpp"

#include "client_bytes.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace belfry::push {
namespace {

using testing::encode;

struct Parsed {
  std::vector<std::string> frames;  ///< opcode and payload
  bool violated = false;
};

void feed(FrameParser& parser, std::string bytes, Parsed& parsed) {
  std::span<char> input(bytes);
  while (true) {
    const auto piece = parser.next(input);
    if (!piece) {
      parsed.violated = true;
      return;
    }
    if (!*piece) {
      EXPECT_TRUE(input.empty());
      return;
    }
    if ((*piece)->first) {
      parsed.frames.push_back(std::to_string(static_cast<int>((*piece)->opcode)) + ":");
    }
    parsed.frames.back().append((*piece)->payload.data(), (*piece)->payload.size());
    if ((*piece)->last) {
      EXPECT_EQ(parsed.frames.back().size(), 2 + (*piece)->payload_size);
      parsed.frames.back() += ';';
    }
  }
}

const std::string kStream =
    encode({.payload = "Hello"}) + encode({.opcode = Opcode::text, .payload = "a", .fin = false}) +
    encode({.opcode = Opcode::ping, .payload = "beat"}) + encode({.opcode = Opcode::continuation, .payload = ""}) +
    encode({.opcode = Opcode::binary, .payload = "a payload longer than a machine word"});
const std::vector<std::string> kFrames = {"1:Hello;", "1:a;", "9:beat;", "0:;",
                                          "2:a payload longer than a machine word;"};

TEST(FrameParser, CutsAStreamIntoFrames) {
  FrameParser parser;
  Parsed parsed;
  feed(parser, kStream, parsed);
  EXPECT_EQ(parsed.frames, kFrames);
  EXPECT_TRUE(parser.idle());
}

TEST(FrameParser, FindsTheSameFramesHoweverTheStreamIsCutInTwo) {
  for (std::size_t cut = 0; cut <= kStream.size(); ++cut) {
    FrameParser parser;
    Parsed parsed;
    feed(parser, kStream.substr(0, cut), parsed);
    feed(parser, kStream.substr(cut), parsed);
    EXPECT_EQ(parsed.frames, kFrames) << cut;
    EXPECT_TRUE(parser.idle()) << cut;
  }
}

TEST(FrameParser, FindsTheSameFramesByteByByte) {
  FrameParser parser;
  Parsed parsed;
  for (const char byte : kStream) {
    feed(parser, std::string(1, byte), parsed);
  }
  EXPECT_EQ(parsed.frames, kFrames);
}

TEST(FrameParser, FindsTheSameViolationHoweverTheStreamIsCutInTwo) {
  const std::string stream = encode({.payload = "fine"}) + encode({.payload = "not masked", .masked = false});
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    FrameParser parser;
    Parsed parsed;
    feed(parser, stream.substr(0, cut), parsed);
    if (!parsed.violated) {
      feed(parser, stream.substr(cut), parsed);
    }
    EXPECT_TRUE(parsed.violated) << cut;
    EXPECT_EQ(parsed.frames, std::vector<std::string>{"1:fine;"}) << cut;
  }
}

TEST(FrameParser, TellsTheLengthBeforeThePayloadArrives) {
  const std::string payload(70'000, 'x');
  std::string header = encode({.opcode = Opcode::binary, .payload = payload}).substr(0, 14);
  FrameParser parser;
  std::span<char> input(header);
  const auto piece = parser.next(input);
  ASSERT_TRUE(piece && *piece);
  EXPECT_EQ((*piece)->payload_size, 70'000u);
  EXPECT_TRUE((*piece)->first);
  EXPECT_FALSE((*piece)->last);
}

TEST(FrameParser, IsNotIdleInsideAHeaderAFrameOrAMessage) {
  for (const std::string& bytes :
       {std::string("\x81"), encode({.payload = "Hello"}).substr(0, 8), encode({.payload = "begun", .fin = false})}) {
    FrameParser parser;
    Parsed parsed;
    feed(parser, bytes, parsed);
    EXPECT_FALSE(parser.idle());
  }
}

}  // namespace
}  // namespace belfry::push
