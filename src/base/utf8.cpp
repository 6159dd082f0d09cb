#include "base/utf8.hpp"

#include <cstdint>

namespace belfry {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t index) { return static_cast<std::uint8_t>(text[index]); }

/// What the first byte of a sequence demands: its length and the range of the second byte (RFC 3629 section 4).
struct Sequence {
  std::size_t length = 0;  ///< 0: no sequence begins with this byte
  std::uint8_t second_min = 0x80;
  std::uint8_t second_max = 0xBF;
};

Sequence sequence_of(std::uint8_t first) {
  if (first < 0x80) {
    return {.length = 1};
  }
  if (first >= 0xC2 && first <= 0xDF) {
    return {.length = 2};
  }
  if (first >= 0xE0 && first <= 0xEF) {
    Sequence sequence{.length = 3};
    sequence.second_min = first == 0xE0 ? 0xA0 : 0x80;
    sequence.second_max = first == 0xED ? 0x9F : 0xBF;
    return sequence;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    Sequence sequence{.length = 4};
    sequence.second_min = first == 0xF0 ? 0x90 : 0x80;
    sequence.second_max = first == 0xF4 ? 0x8F : 0xBF;
    return sequence;
  }
  return {};
}

bool well_formed(std::string_view text, std::size_t at, const Sequence& sequence) {
  if (sequence.length == 0 || text.size() - at < sequence.length) {
    return false;
  }
  for (std::size_t i = 1; i < sequence.length; ++i) {
    const std::uint8_t byte = byte_at(text, at + i);
    const std::uint8_t min = i == 1 ? sequence.second_min : 0x80;
    const std::uint8_t max = i == 1 ? sequence.second_max : 0xBF;
    if (byte < min || byte > max) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::optional<std::size_t> count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const Sequence sequence = sequence_of(byte_at(text, at));
    if (!well_formed(text, at, sequence)) {
      return std::nullopt;
    }
    at += sequence.length;
  }
  return count;
}

}  // namespace belfry
