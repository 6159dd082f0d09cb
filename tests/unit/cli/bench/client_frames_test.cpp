#include "cli/bench/client_frames.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace belfry::cli::bench {
namespace {

using Seen = std::vector<std::pair<Opcode, std::string>>;

FrameScanner::Visit into(Seen& seen) {
  return [&seen](Opcode opcode, std::string_view payload) {
    seen.emplace_back(opcode, payload);
  };
}

std::string frame(Opcode opcode, const std::string& payload) {
  return std::string(Frame::make(opcode, payload)->bytes());
}

TEST(FrameScanner, FindsEveryFrameOfOneRead) {
  Seen seen;
  FrameScanner scanner;
  EXPECT_TRUE(
      scanner.feed(frame(Opcode::text, "one") + frame(Opcode::ping, "") + frame(Opcode::text, "two"), into(seen)));
  EXPECT_EQ(seen, (Seen{{Opcode::text, "one"}, {Opcode::ping, ""}, {Opcode::text, "two"}}));
}

TEST(FrameScanner, SaysTheSameHoweverTheStreamIsCut) {
  const std::string stream = frame(Opcode::text, "short") + frame(Opcode::text, std::string(300, 'm')) +
                             frame(Opcode::text, std::string(70'000, 'l')) + frame(Opcode::close, "\x03\xe8");
  Seen whole;
  FrameScanner().feed(stream, into(whole));
  for (const std::size_t step : {1, 2, 3, 7, 301, 4096}) {
    Seen seen;
    FrameScanner scanner;
    for (std::size_t at = 0; at < stream.size(); at += step) {
      EXPECT_TRUE(scanner.feed(std::string_view(stream).substr(at, step), into(seen)));
    }
    EXPECT_EQ(seen, whole) << "cut every " << step << " bytes";
  }
}

TEST(FrameScanner, RefusesAMaskedFrame) {
  Seen seen;
  EXPECT_FALSE(FrameScanner().feed(masked_frame(Opcode::text, "x", 1), into(seen)));
}

TEST(FrameScanner, RefusesAFragment) {
  Seen seen;
  EXPECT_FALSE(FrameScanner().feed(std::string("\x01\x01x"), into(seen)));
}

TEST(FrameScanner, RefusesAFrameOfMoreThanAMebibyteBeforeItHasCome) {
  Seen seen;
  EXPECT_FALSE(FrameScanner().feed(std::string("\x81\x7f\0\0\0\0\0\x20\0\0", 10), into(seen)));
}

TEST(MaskedFrame, IsWhatTheStandardShows) {
  // RFC 6455 section 5.7: a single-frame masked text message.
  EXPECT_EQ(masked_frame(Opcode::text, "Hello", 0x37fa213d), "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58");
}

TEST(SequenceOf, ReadsTheMarkerOfOurPublishes) {
  EXPECT_EQ(sequence_of(R"({"payload":{"title":"bench","data":{"bench":4711},"rev":9}})"), 4711U);
}

TEST(SequenceOf, IsNothingWithoutTheMarker) {
  EXPECT_EQ(sequence_of(R"({"payload":{"title":"bench","data":{"other":1}}})"), std::nullopt);
  EXPECT_EQ(sequence_of(R"({"bench":)"), std::nullopt);
}

}  // namespace
}  // namespace belfry::cli::bench
