#pragma once

#include "push/frame_header.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>

namespace belfry::push {

/// A stretch of one frame's payload, unmasked in place.
struct Piece {
  Opcode opcode = Opcode::continuation;
  bool fin = false;                ///< of the frame
  bool compressed = false;         ///< the frame begins a compressed message
  bool first = false;              ///< the frame begins with this piece
  bool last = false;               ///< the frame ends with this piece
  std::uint64_t payload_size = 0;  ///< of the whole frame
  std::span<char> payload;
};

/// Cuts a client's byte stream into frames (RFC 6455 section 5.2), however the bytes are cut up. Does no I/O and keeps
/// no payload: what it returns lies in the input. The first piece of a frame comes with the last byte of its header, so
/// that a length too large is known before the payload arrives.
class FrameParser {
 public:
  explicit FrameParser(Compression agreed = Compression::none) : agreed_(agreed) {}

  /// Takes bytes from the front of `input`; nothing when the input has no more to give. After a violation the parser is
  /// of no further use.
  std::expected<std::optional<Piece>, Violation> next(std::span<char>& input);

  /// Neither a frame nor a message has been begun: there is no state worth keeping.
  bool idle() const { return held_size_ == 0 && !in_payload_ && position_ == Position::between_messages; }

 private:
  std::expected<bool, Violation> take_header(std::span<char>& input);
  std::expected<std::optional<FrameHeader>, Violation> complete_held(std::span<char>& input);

  FrameHeader header_;
  std::uint64_t taken_ = 0;  ///< payload bytes of the current frame already returned
  std::array<char, kMaxClientHeader> held_{};
  std::uint8_t held_size_ = 0;
  bool in_payload_ = false;
  Position position_ = Position::between_messages;
  Compression agreed_;
};

}  // namespace belfry::push
