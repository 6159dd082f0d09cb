#pragma once

#include "base/frame.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace belfry::push::testing {

inline constexpr std::string_view kMaskKey = "\x37\xfa\x21\x3d";

/// What a client puts on the wire. The defaults are a correct frame; tests bend single fields.
struct ClientFrame {
  Opcode opcode = Opcode::text;
  std::string_view payload = {};
  bool fin = true;
  std::uint8_t reserved = 0;  ///< RSV1-3 as the three bits of 0x70
  bool masked = true;
  std::size_t length_bytes = 0;  ///< 2 or 8 force that length field; 0 takes the shortest
};

inline std::string encode(const ClientFrame& frame) {
  std::string bytes;
  bytes += static_cast<char>((frame.fin ? 0x80 : 0) | frame.reserved | static_cast<std::uint8_t>(frame.opcode));
  const std::size_t size = frame.payload.size();
  const std::size_t shortest = size < 126 ? 0 : (size <= 0xFFFF ? 2 : 8);
  const std::size_t length_bytes = frame.length_bytes == 0 ? shortest : frame.length_bytes;
  const std::size_t short_length = length_bytes == 0 ? size : (length_bytes == 2 ? 126 : 127);
  bytes += static_cast<char>((frame.masked ? 0x80 : 0) | short_length);
  for (std::size_t i = length_bytes; i-- > 0;) {
    bytes += static_cast<char>(static_cast<std::uint64_t>(size) >> (8 * i));
  }
  if (!frame.masked) {
    return bytes.append(frame.payload);
  }
  bytes += kMaskKey;
  for (std::size_t i = 0; i < size; ++i) {
    bytes += static_cast<char>(frame.payload[i] ^ kMaskKey[i % 4]);
  }
  return bytes;
}

inline std::string text_frame(std::string_view payload) { return encode({.payload = payload}); }
inline std::string ping_frame(std::string_view payload) { return encode({.opcode = Opcode::ping, .payload = payload}); }

inline std::string close_payload(std::uint16_t code, std::string_view reason = {}) {
  std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
  return payload.append(reason);
}
inline std::string close_frame(std::uint16_t code, std::string_view reason = {}) {
  return encode({.opcode = Opcode::close, .payload = close_payload(code, reason)});
}

}  // namespace belfry::push::testing
