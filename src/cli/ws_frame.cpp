#include "cli/ws_frame.hpp"

namespace belfry::cli {
namespace {

constexpr std::size_t kMaxControlBytes = 125;

std::uint8_t byte_at(std::string_view bytes, std::size_t index) { return static_cast<std::uint8_t>(bytes[index]); }

bool is_control(Opcode opcode) { return static_cast<std::uint8_t>(opcode) >= 8; }

bool is_known(std::uint8_t opcode) { return opcode <= 2 || (opcode >= 8 && opcode <= 10); }

void append_big_endian(std::string& out, std::uint64_t value, unsigned bytes) {
  for (unsigned i = bytes; i > 0; --i) {
    out += static_cast<char>((value >> (8 * (i - 1))) & 0xFFU);
  }
}

}  // namespace

struct WsAssembler::Header {
  Opcode opcode = Opcode::continuation;
  bool final = false;
  std::size_t size = 0;
  std::uint64_t payload = 0;
};

std::string masked_frame(Opcode opcode, std::string_view payload, std::uint32_t mask) {
  std::string frame;
  frame.reserve(payload.size() + 14);
  frame += static_cast<char>(0x80U | static_cast<std::uint8_t>(opcode));
  if (payload.size() < 126) {
    frame += static_cast<char>(0x80U | payload.size());
  } else if (payload.size() <= 0xFFFF) {
    frame += static_cast<char>(0x80U | 126U);
    append_big_endian(frame, payload.size(), 2);
  } else {
    frame += static_cast<char>(0x80U | 127U);
    append_big_endian(frame, payload.size(), 8);
  }
  append_big_endian(frame, mask, 4);
  for (std::size_t i = 0; i < payload.size(); ++i) {
    frame += static_cast<char>(byte_at(payload, i) ^ ((mask >> (8 * (3 - i % 4))) & 0xFFU));
  }
  return frame;
}

Outcome<std::optional<WsAssembler::Header>> WsAssembler::header_of(std::string_view bytes) {
  if (bytes.size() < 2) {
    return std::nullopt;
  }
  const std::uint8_t first = byte_at(bytes, 0);
  const std::uint8_t second = byte_at(bytes, 1);
  const std::uint8_t code = first & 0x0FU;
  if ((first & 0x70U) != 0 || !is_known(code)) {
    return refuse("the server sent a frame of an unknown kind");
  }
  if ((second & 0x80U) != 0) {
    return refuse("the server sent a masked frame");
  }
  Header header{static_cast<Opcode>(code), (first & 0x80U) != 0, 2, second & 0x7FU};
  if (is_control(header.opcode) && (header.payload > kMaxControlBytes || !header.final)) {
    return refuse("the server sent a control frame that is too long or fragmented");
  }
  const std::size_t length_bytes = header.payload < 126 ? 0 : header.payload == 126 ? 2 : 8;
  header.size += length_bytes;
  if (bytes.size() < header.size) {
    return std::nullopt;
  }
  if (length_bytes > 0) {
    header.payload = 0;
    for (std::size_t i = 0; i < length_bytes; ++i) {
      header.payload = (header.payload << 8U) | byte_at(bytes, 2 + i);
    }
  }
  return header;
}

Outcome<std::optional<WsPiece>> WsAssembler::take(const Header& header, std::string payload) {
  if (is_control(header.opcode)) {
    return WsPiece{header.opcode, std::move(payload)};
  }
  if ((header.opcode == Opcode::continuation) != unfinished_.has_value()) {
    return refuse("the server mixed up the fragments of its messages");
  }
  if (!unfinished_) {
    unfinished_ = WsPiece{header.opcode, std::move(payload)};
  } else {
    unfinished_->payload += payload;
  }
  if (!header.final) {
    return std::nullopt;
  }
  return std::exchange(unfinished_, std::nullopt);
}

Outcome<std::optional<WsPiece>> WsAssembler::next() {
  while (true) {
    const std::string_view rest = std::string_view(buffer_).substr(begin_);
    const auto header = header_of(rest);
    if (!header) {
      return refuse(header.error());
    }
    const std::size_t held = unfinished_ ? unfinished_->payload.size() : 0;
    if (*header && (*header)->payload > max_message_bytes_ - held) {
      return refuse("the server sent a message that is too long");
    }
    if (!*header || rest.size() < (*header)->size + (*header)->payload) {
      buffer_.erase(0, std::exchange(begin_, 0));
      return std::nullopt;
    }
    const Header& frame = **header;
    auto piece = take(frame, std::string(rest.substr(frame.size, frame.payload)));
    begin_ += frame.size + frame.payload;
    if (!piece || *piece) {
      return piece;
    }
  }
}

}  // namespace belfry::cli
