#include "base/frame.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>

namespace belfry {
namespace {

std::string header_of(std::size_t payload_size) {
  std::array<std::uint8_t, kMaxFrameHeader> out{};
  const std::size_t size = write_frame_header(Opcode::text, payload_size, out.data());
  return {reinterpret_cast<const char*>(out.data()), size};
}

// RFC 6455 section 5.2: the shortest form of the length is required.
TEST(FrameHeader, GrowsWithTheLengthOfThePayload) {
  using namespace std::string_literals;
  EXPECT_EQ(header_of(0), "\x81\x00"s);
  EXPECT_EQ(header_of(125), "\x81\x7D"s);
  EXPECT_EQ(header_of(126), "\x81\x7E\x00\x7E"s);
  EXPECT_EQ(header_of(65535), "\x81\x7E\xFF\xFF"s);
  EXPECT_EQ(header_of(65536), "\x81\x7F\x00\x00\x00\x00\x00\x01\x00\x00"s);
}

TEST(Frame, HoldsHeaderAndPayload) {
  for (const std::size_t size : {0U, 125U, 126U, 65535U, 65536U}) {
    const std::string payload(size, 'x');
    EXPECT_EQ(Frame::text(payload)->bytes(), header_of(size) + payload);
  }
}

TEST(Frame, LivesAsLongAsItsLastOwner) {
  Frame::Ptr first = Frame::make(Opcode::close, "bye");
  const Frame::Ptr second = first;
  first = Frame::Ptr();
  EXPECT_EQ(second->bytes(),
            "\x88\x03"
            "bye");
  EXPECT_FALSE(first);
}

TEST(Frame, MovesWithoutSharing) {
  Frame::Ptr first = Frame::text("a");
  const Frame::Ptr second = std::move(first);
  EXPECT_FALSE(first);  // NOLINT(bugprone-use-after-move): null is what a moved-from pointer promises
  EXPECT_TRUE(second);
}

TEST(Frame, SetsTheFirstReservedBitWhenAsked) {
  EXPECT_EQ(Frame::make(Opcode::text, "x", Rsv1::set)->bytes(), "\xC1\x01x");
}

TEST(Frame, KeepsTheFirstTwinItIsGiven) {
  const Frame::Ptr frame = Frame::text("frame");
  EXPECT_FALSE(frame->twin());
  EXPECT_EQ(frame->keep_twin(Frame::text("first"))->bytes(), Frame::text("first")->bytes());
  EXPECT_EQ(frame->keep_twin(Frame::text("second"))->bytes(), Frame::text("first")->bytes());
  EXPECT_EQ(frame->twin()->bytes(), Frame::text("first")->bytes());
}

TEST(Frame, LetsGoOfItsTwinWhichMayLiveOn) {
  Frame::Ptr frame = Frame::text("frame");
  const Frame::Ptr twin = frame->keep_twin(Frame::text("twin"));
  frame = Frame::Ptr();
  EXPECT_EQ(twin->bytes(), Frame::text("twin")->bytes());
}

}  // namespace
}  // namespace belfry
