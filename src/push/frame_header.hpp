#pragma once

#include "base/frame.hpp"
#include "push/compression.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

namespace belfry::push {

/// How a client can break framing (RFC 6455 sections 5.1, 5.2, 5.4 and 5.5). All of them end the connection with 1002.
enum class Violation : std::uint8_t {
  reserved_bits,            ///< RSV1-3 set where no agreed extension gives them a meaning
  reserved_opcode,          ///< 3-7 or 11-15
  fragmented_control,       ///< a control frame without FIN
  long_control,             ///< a control frame with more than 125 bytes
  unmasked,                 ///< clients must mask
  length_not_minimal,       ///< a length in more bytes than it needs
  length_out_of_range,      ///< the top bit of a 64-bit length
  unexpected_continuation,  ///< a continuation with no message begun
  expected_continuation,    ///< a new message inside a fragmented one
};

constexpr bool is_control(Opcode opcode) { return static_cast<std::uint8_t>(opcode) >= 8; }

/// The header of a client's frame.
struct FrameHeader {
  Opcode opcode = Opcode::continuation;
  bool fin = false;
  bool compressed = false;     ///< RSV1: the message that begins here is (RFC 7692 section 6.1)
  std::uint8_t size = 0;       ///< of the header itself
  std::uint32_t mask_key = 0;  ///< the key's bytes in the order of the wire
  std::uint64_t payload_size = 0;
};

/// The longest header of a masked frame.
inline constexpr std::size_t kMaxClientHeader = 14;

/// Where the stream stands between frames, which decides what may come next.
enum class Position : std::uint8_t { between_messages, inside_message };

/// The header at the front of `bytes`; nothing while it is cut short. A violation is told at the earliest byte that
/// shows it.
std::expected<std::optional<FrameHeader>, Violation> decode_frame_header(std::string_view bytes, Position position,
                                                                         Compression agreed = Compression::none);

}  // namespace belfry::push
