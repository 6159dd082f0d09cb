#include "push/frame_compressor.hpp"

#include "push/inflator.hpp"

#include <gtest/gtest.h>

#include <random>

namespace belfry::push {
namespace {

std::string noise(std::size_t size) {
  std::minstd_rand random(7);
  std::string bytes;
  while (bytes.size() < size) {
    bytes += static_cast<char>(random() >> 8);
  }
  return bytes;
}

std::string inflated(std::string_view payload) {
  Inflator inflator;
  return std::string(inflator.inflate(payload, 0).value_or("<fault>"));
}

TEST(FrameCompressor, MakesASmallerFrameWithRsv1) {
  FrameCompressor compressor;
  const std::string text(100, 'x');
  for (const Opcode opcode : {Opcode::text, Opcode::binary}) {
    const Frame::Ptr sent = compressor.compressed(Frame::make(opcode, text));
    const std::string_view bytes = sent->bytes();
    EXPECT_EQ(static_cast<std::uint8_t>(bytes[0]), 0xC0 | static_cast<std::uint8_t>(opcode));
    EXPECT_EQ(static_cast<std::size_t>(bytes[1]), bytes.size() - 2);
    EXPECT_LT(bytes.size(), 20u);
    EXPECT_EQ(inflated(bytes.substr(2)), text);
  }
}

TEST(FrameCompressor, ReadsPayloadsBehindEveryLengthOfHeader) {
  FrameCompressor compressor;
  for (const std::size_t size : {64u, 125u, 126u, 65'535u, 65'536u, 300'000u}) {
    const std::string text(size, 'x');
    const Frame::Ptr sent = compressor.compressed(Frame::text(text));
    EXPECT_LT(sent->bytes().size(), size) << size;
    const std::size_t header = static_cast<std::uint8_t>(sent->bytes()[1]) < 126 ? 2 : 4;
    EXPECT_EQ(inflated(sent->bytes().substr(header)), text) << size;
  }
}

TEST(FrameCompressor, PacksOnceForAll) {
  FrameCompressor one;
  FrameCompressor another;
  const Frame::Ptr frame = Frame::text(std::string(1000, 'x'));
  const Frame::Ptr first = one.compressed(frame);
  EXPECT_EQ(&*one.compressed(frame), &*first);
  EXPECT_EQ(&*another.compressed(frame), &*first);
}

TEST(FrameCompressor, PacksEachFrameOnItsOwn) {
  FrameCompressor compressor;
  const Frame::Ptr first = compressor.compressed(Frame::text(std::string(1000, 'x')));
  const Frame::Ptr second = compressor.compressed(Frame::text(std::string(1000, 'x')));
  EXPECT_EQ(first->bytes(), second->bytes());
}

TEST(FrameCompressor, LeavesSmallFramesAsTheyAre) {
  FrameCompressor compressor;
  const Frame::Ptr frame = Frame::text(std::string(kLeastCompressed - 1, 'x'));
  EXPECT_EQ(&*compressor.compressed(frame), &*frame);
}

TEST(FrameCompressor, LeavesControlFramesAsTheyAre) {
  FrameCompressor compressor;
  for (const Opcode opcode : {Opcode::ping, Opcode::pong, Opcode::close}) {
    const Frame::Ptr frame = Frame::make(opcode, std::string(125, 'x'));
    EXPECT_EQ(&*compressor.compressed(frame), &*frame);
  }
}

TEST(FrameCompressor, LeavesWhatDoesNotShrinkAsItIs) {
  FrameCompressor compressor;
  for (const std::size_t size : {64u, 1000u, 100'000u}) {
    const Frame::Ptr frame = Frame::make(Opcode::binary, noise(size));
    EXPECT_EQ(&*compressor.compressed(frame), &*frame) << size;
    EXPECT_EQ(&*compressor.compressed(frame), &*frame) << size;
  }
}

TEST(FrameCompressor, KeepsTheTwinWhenTheFrameIsGone) {
  FrameCompressor compressor;
  const Frame::Ptr sent = compressor.compressed(Frame::text(std::string(200, 'y')));
  EXPECT_EQ(inflated(sent->bytes().substr(2)), std::string(200, 'y'));
}

}  // namespace
}  // namespace belfry::push
