#include "push/mask.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

namespace belfry::push {
namespace {

std::uint32_t key_of(const char* octets) {
  std::uint32_t key = 0;
  std::memcpy(&key, octets, sizeof key);
  return key;
}

TEST(Mask, MatchesTheExampleOfRfc6455Section57) {
  std::string payload = "\x7f\x9f\x4d\x51\x58";
  unmask(payload, key_of("\x37\xfa\x21\x3d"), 0);
  EXPECT_EQ(payload, "Hello");
}

TEST(Mask, EqualsTheDefinitionAtEveryLengthAlignmentAndPhase) {
  const char octets[] = "\x01\x20\x03\x70";
  for (std::size_t phase = 0; phase < 9; ++phase) {
    for (std::size_t start = 0; start < 8; ++start) {
      for (std::size_t size = 0; size < 40; ++size) {
        std::string buffer(start + size, 'a');
        std::string expected = buffer;
        for (std::size_t i = 0; i < size; ++i) {
          expected[start + i] = static_cast<char>(expected[start + i] ^ octets[(phase + i) % 4]);
        }
        unmask(std::span(buffer).subspan(start), key_of(octets), phase);
        ASSERT_EQ(buffer, expected) << phase << ' ' << start << ' ' << size;
      }
    }
  }
}

}  // namespace
}  // namespace belfry::push
