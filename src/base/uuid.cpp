#include "base/uuid.hpp"

#include "base/random.hpp"

namespace belfry {
namespace {

void put_time(Uuid& id, Instant at) {
  const auto millis = static_cast<std::uint64_t>(to_millis(at));
  for (int i = 0; i < 6; ++i) {
    id.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(millis >> (40 - 8 * i));
  }
}

void put_version(Uuid& id, std::uint8_t version) {
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | (version << 4));
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  if (c >= 'A' && c <= 'F') {
    return c - 'A' + 10;
  }
  return -1;
}

constexpr bool hyphen_before_byte(std::size_t index) { return index == 4 || index == 6 || index == 8 || index == 10; }

}  // namespace

Uuid Uuid::v7(Instant at) {
  Uuid id;
  fill_random(id.bytes);
  put_time(id, at);
  put_version(id, 7);
  return id;
}

Uuid Uuid::v4() {
  Uuid id;
  fill_random(id.bytes);
  put_version(id, 4);
  return id;
}

Uuid Uuid::v7_floor(Instant at) {
  Uuid id;
  put_time(id, at);
  put_version(id, 7);
  return id;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
  if (text.size() != 36) {
    return std::nullopt;
  }
  Uuid id;
  std::size_t at = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    if (hyphen_before_byte(i) && text[at++] != '-') {
      return std::nullopt;
    }
    const int high = hex_value(text[at]);
    const int low = hex_value(text[at + 1]);
    if (high < 0 || low < 0) {
      return std::nullopt;
    }
    id.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    at += 2;
  }
  return id;
}

std::string Uuid::str() const {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < 16; ++i) {
    if (hyphen_before_byte(i)) {
      text.push_back('-');
    }
    text.push_back(kHex[bytes[i] >> 4]);
    text.push_back(kHex[bytes[i] & 15]);
  }
  return text;
}

}  // namespace belfry
