#include "push/frame_header.hpp"

#include <cstring>

namespace belfry::push {

namespace {

constexpr std::uint8_t kFin = 0x80;
constexpr std::uint8_t kReserved = 0x70;
constexpr std::uint8_t kRsv1 = 0x40;
constexpr std::uint8_t kMasked = 0x80;
constexpr std::uint8_t kShortLimit = 125;
constexpr std::size_t kMaskSize = 4;

std::uint64_t read_big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) {
    value = value << 8 | static_cast<std::uint8_t>(byte);
  }
  return value;
}

/// RSV1 may stand on the first frame of a message only (RFC 7692 section 6.1).
std::uint8_t allowed_reserved(std::uint8_t opcode, Compression agreed) {
  return agreed == Compression::deflate && (opcode == 1 || opcode == 2) ? kRsv1 : 0;
}

std::optional<Violation> check_first_byte(std::uint8_t byte, Position position, Compression agreed) {
  const std::uint8_t opcode = byte & 0x0F;
  if ((byte & kReserved) != 0 && (byte & kReserved) != allowed_reserved(opcode, agreed)) {
    return Violation::reserved_bits;
  }
  if ((opcode > 2 && opcode < 8) || opcode > 10) {
    return Violation::reserved_opcode;
  }
  if (opcode >= 8) {
    return (byte & kFin) == 0 ? std::optional(Violation::fragmented_control) : std::nullopt;
  }
  if (opcode == 0 && position == Position::between_messages) {
    return Violation::unexpected_continuation;
  }
  if (opcode != 0 && position == Position::inside_message) {
    return Violation::expected_continuation;
  }
  return std::nullopt;
}

std::optional<Violation> check_second_byte(std::uint8_t byte, Opcode opcode) {
  if ((byte & kMasked) == 0) {
    return Violation::unmasked;
  }
  if (is_control(opcode) && (byte & ~kMasked) > kShortLimit) {
    return Violation::long_control;
  }
  return std::nullopt;
}

std::optional<Violation> check_length(std::uint64_t length, std::size_t length_bytes) {
  if (length >> 63 != 0) {
    return Violation::length_out_of_range;
  }
  if ((length_bytes == 2 && length <= kShortLimit) || (length_bytes == 8 && length <= 0xFFFF)) {
    return Violation::length_not_minimal;
  }
  return std::nullopt;
}

}  // namespace

std::expected<std::optional<FrameHeader>, Violation> decode_frame_header(std::string_view bytes, Position position,
                                                                         Compression agreed) {
  if (bytes.empty()) {
    return std::nullopt;
  }
  const auto first = static_cast<std::uint8_t>(bytes[0]);
  if (const auto violation = check_first_byte(first, position, agreed)) {
    return std::unexpected(*violation);
  }
  if (bytes.size() < 2) {
    return std::nullopt;
  }
  FrameHeader header;
  header.opcode = static_cast<Opcode>(first & 0x0F);
  header.fin = (first & kFin) != 0;
  header.compressed = (first & kRsv1) != 0;
  const auto second = static_cast<std::uint8_t>(bytes[1]);
  if (const auto violation = check_second_byte(second, header.opcode)) {
    return std::unexpected(*violation);
  }
  const std::uint8_t length = second & ~kMasked;
  const std::size_t length_bytes = length <= kShortLimit ? 0 : (length == 126 ? 2 : 8);
  if (bytes.size() < 2 + length_bytes) {
    return std::nullopt;
  }
  header.payload_size = length;
  if (length_bytes != 0) {
    header.payload_size = read_big_endian(bytes.substr(2, length_bytes));
    if (const auto violation = check_length(header.payload_size, length_bytes)) {
      return std::unexpected(*violation);
    }
  }
  const std::size_t size = 2 + length_bytes + kMaskSize;
  if (bytes.size() < size) {
    return std::nullopt;
  }
  header.size = static_cast<std::uint8_t>(size);
  std::memcpy(&header.mask_key, bytes.data() + 2 + length_bytes, kMaskSize);
  return header;
}

}  // namespace belfry::push
