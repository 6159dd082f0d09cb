#include "push/inflator.hpp"

#include "deflate_bytes.hpp"

#include <gtest/gtest.h>

namespace belfry::push {
namespace {

using testing::deflated;
using testing::DeflateEnd;

std::string bytes_of(std::initializer_list<int> values) {
  std::string bytes;
  for (const int value : values) {
    bytes += static_cast<char>(value);
  }
  return bytes;
}

/// The text, or what is wrong in angle brackets.
std::string inflated(Inflator& inflator, std::string_view compressed, std::size_t max_bytes = 1000) {
  const auto result = inflator.inflate(compressed, max_bytes);
  if (result) {
    return std::string(*result);
  }
  return result.error() == InflateFault::corrupt ? "<corrupt>" : "<too large>";
}

std::string inflated(std::string_view compressed, std::size_t max_bytes = 1000) {
  Inflator inflator;
  return inflated(inflator, compressed, max_bytes);
}

// RFC 7692 sections 7.2.3.1 to 7.2.3.6.
TEST(Inflator, ReadsTheRfcsExamples) {
  EXPECT_EQ(inflated(bytes_of({0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00})), "Hello");
  EXPECT_EQ(inflated(bytes_of({0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00})), "Hello");
  EXPECT_EQ(inflated(bytes_of({0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00})), "Hello");
  EXPECT_EQ(inflated(bytes_of({0xf2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00})),
            "Hello");
  EXPECT_EQ(inflated(bytes_of({0x00})), "");
}

TEST(Inflator, StartsEachMessageWithAFreshWindow) {
  Inflator inflator;
  EXPECT_EQ(inflated(inflator, bytes_of({0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00})), "Hello");
  // The second message of section 7.2.3.2 refers to the first.
  EXPECT_EQ(inflated(inflator, bytes_of({0xf2, 0x00, 0x11, 0x00, 0x00})), "<corrupt>");
  EXPECT_EQ(inflated(inflator, bytes_of({0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00})), "Hello");
}

TEST(Inflator, ReadsAStreamThatEndsInsteadOfBeingFlushed) {
  EXPECT_EQ(inflated(deflated("as it was", DeflateEnd::finished)), "as it was");
}

TEST(Inflator, ReadsSeveralStreamsInOneMessage) {
  EXPECT_EQ(inflated(deflated("one, ", DeflateEnd::finished) + deflated("two")), "one, two");
}

TEST(Inflator, AllowsExactlyTheLimit) {
  for (const std::size_t size : {1u, 4095u, 4096u, 4097u, 8192u, 100'000u}) {
    const std::string text(size, 'x');
    EXPECT_EQ(inflated(deflated(text), size), text) << size;
    EXPECT_EQ(inflated(deflated(text + "x"), size), "<too large>") << size;
    EXPECT_EQ(inflated(deflated(text), 0), text) << size;
  }
}

TEST(Inflator, StopsAtTheLimitOfABomb) {
  const std::string bomb = deflated(std::string(64 * 1024 * 1024, '\0'));
  ASSERT_LT(bomb.size(), 100'000u);
  EXPECT_EQ(inflated(bomb, 1000), "<too large>");
}

TEST(Inflator, StopsAtTheLimitAcrossStreams) {
  const std::string part = deflated(std::string(600, 'x'), DeflateEnd::finished);
  EXPECT_EQ(inflated(part + part), "<too large>");
}

TEST(Inflator, IsOfUseAfterAFault) {
  Inflator inflator;
  EXPECT_EQ(inflated(inflator, deflated(std::string(5000, 'x'))), "<too large>");
  EXPECT_EQ(inflated(inflator, "\xff\xff"), "<corrupt>");
  EXPECT_EQ(inflated(inflator, deflated("fine")), "fine");
}

TEST(Inflator, RefusesAMessageCutAnywhere) {
  std::string text;
  for (int i = 0; i < 40; ++i) {
    text += std::to_string(i * i);
  }
  const std::string whole = deflated(text);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_NE(inflated(whole.substr(0, size)), text) << size;
  }
  EXPECT_EQ(inflated(""), "<corrupt>");
  EXPECT_EQ(inflated(whole.substr(0, whole.size() / 2)), "<corrupt>");
}

}  // namespace
}  // namespace belfry::push
