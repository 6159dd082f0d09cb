#include "push/frame_parser.hpp"

#include "push/mask.hpp"

#include <algorithm>

namespace belfry::push {

std::expected<std::optional<Piece>, Violation> FrameParser::next(std::span<char>& input) {
  bool first = false;
  if (!in_payload_) {
    const auto begun = take_header(input);
    if (!begun) {
      return std::unexpected(begun.error());
    }
    if (!*begun) {
      return std::nullopt;
    }
    first = true;
  }
  const std::uint64_t left = header_.payload_size - taken_;
  const auto payload = input.first(static_cast<std::size_t>(std::min<std::uint64_t>(left, input.size())));
  if (payload.empty() && !first) {
    return std::nullopt;
  }
  input = input.subspan(payload.size());
  unmask(payload, header_.mask_key, taken_);
  taken_ += payload.size();
  in_payload_ = taken_ < header_.payload_size;
  return Piece{.opcode = header_.opcode,
               .fin = header_.fin,
               .compressed = header_.compressed,
               .first = first,
               .last = !in_payload_,
               .payload_size = header_.payload_size,
               .payload = payload};
}

std::expected<bool, Violation> FrameParser::take_header(std::span<char>& input) {
  std::expected<std::optional<FrameHeader>, Violation> decoded;
  if (held_size_ == 0) {
    decoded = decode_frame_header({input.data(), input.size()}, position_, agreed_);
    if (decoded && *decoded) {
      input = input.subspan((*decoded)->size);
    } else if (decoded) {
      std::copy(input.begin(), input.end(), held_.begin());
      held_size_ = static_cast<std::uint8_t>(input.size());
      input = {};
    }
  } else {
    decoded = complete_held(input);
  }
  if (!decoded) {
    return std::unexpected(decoded.error());
  }
  if (!*decoded) {
    return false;
  }
  header_ = **decoded;
  held_size_ = 0;
  taken_ = 0;
  in_payload_ = true;
  if (!is_control(header_.opcode)) {
    position_ = header_.fin ? Position::between_messages : Position::inside_message;
  }
  return true;
}

std::expected<std::optional<FrameHeader>, Violation> FrameParser::complete_held(std::span<char>& input) {
  while (!input.empty()) {
    held_[held_size_++] = input.front();
    input = input.subspan(1);
    const auto decoded = decode_frame_header({held_.data(), held_size_}, position_, agreed_);
    if (!decoded || *decoded) {
      return decoded;
    }
  }
  return std::nullopt;
}

}  // namespace belfry::push
