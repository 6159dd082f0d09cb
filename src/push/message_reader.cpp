#include "push/message_reader.hpp"

#include "push/close_payload.hpp"

#include <algorithm>

namespace belfry::push {

namespace {

Received violation(CloseCode code) { return {.kind = Received::Kind::violation, .payload = {}, .code = code}; }

Received too_large() { return {.kind = Received::Kind::too_large, .payload = {}, .code = CloseCode::too_big}; }

Received::Kind kind_of(Opcode opcode) {
  switch (opcode) {
    case Opcode::ping: return Received::Kind::ping;
    case Opcode::pong: return Received::Kind::pong;
    case Opcode::close: return Received::Kind::close;
    case Opcode::binary: return Received::Kind::binary;
    case Opcode::text:
    case Opcode::continuation: break;
  }
  return Received::Kind::text;
}

}  // namespace

Received MessageReader::next(std::span<char>& input, Messages messages) {
  if (returned_) {
    message_.clear();
    returned_ = false;
  }
  while (true) {
    const auto piece = parser_.next(input);
    if (!piece) {
      return violation(CloseCode::protocol_error);
    }
    if (!*piece) {
      return {};
    }
    const Received received = is_control((*piece)->opcode) ? take_control(**piece) : take_data(**piece, messages);
    if (received.kind != Received::Kind::nothing) {
      return received;
    }
  }
}

Received MessageReader::take_control(const Piece& piece) {
  std::string_view payload(piece.payload.data(), piece.payload.size());
  if (!piece.first || !piece.last) {
    if (piece.first) {
      control_size_ = 0;
    }
    std::copy(payload.begin(), payload.end(), control_.begin() + control_size_);
    control_size_ = static_cast<std::uint8_t>(control_size_ + payload.size());
    if (!piece.last) {
      return {};
    }
    payload = {control_.data(), control_size_};
  }
  if (piece.opcode != Opcode::close) {
    return {.kind = kind_of(piece.opcode), .payload = payload, .code = CloseCode::no_status};
  }
  const auto code = parse_close_payload(payload);
  if (!code) {
    return violation(code.error());
  }
  return {.kind = Received::Kind::close, .payload = payload, .code = *code};
}

Received MessageReader::take_data(const Piece& piece, Messages messages) {
  if (piece.first && !begin_frame(piece) && messages == Messages::kept) {
    return too_large();
  }
  const bool ends = piece.last && piece.fin;
  if (messages == Messages::passed_over || too_large_) {
    return {};
  }
  const std::string_view payload(piece.payload.data(), piece.payload.size());
  if (message_opcode_ == Opcode::text && !compressed_ && (!utf8_.feed(payload) || (ends && !utf8_.complete()))) {
    return violation(CloseCode::invalid_payload);
  }
  if (ends && piece.first && piece.opcode != Opcode::continuation) {
    return take_whole(payload);
  }
  message_.append(payload);
  if (!ends) {
    return {};
  }
  returned_ = true;
  return take_whole(message_);
}

Received MessageReader::take_whole(std::string_view payload) {
  if (compressed_) {
    return take_compressed(payload);
  }
  return {.kind = kind_of(message_opcode_), .payload = payload, .code = CloseCode::no_status};
}

Received MessageReader::take_compressed(std::string_view payload) {
  const auto inflated = inflator_->inflate(payload, max_message_bytes_);
  if (!inflated) {
    switch (inflated.error()) {
      case InflateFault::corrupt: return violation(CloseCode::protocol_error);
      case InflateFault::too_large: return too_large();
    }
  }
  if (message_opcode_ == Opcode::text && !is_utf8(*inflated)) {
    return violation(CloseCode::invalid_payload);
  }
  return {.kind = kind_of(message_opcode_), .payload = *inflated, .code = CloseCode::no_status};
}

/// False when the message has just become too large.
bool MessageReader::begin_frame(const Piece& piece) {
  if (piece.opcode != Opcode::continuation) {
    message_opcode_ = piece.opcode;
    compressed_ = piece.compressed;
    utf8_.reset();
    declared_ = 0;
    too_large_ = false;
    message_.clear();
  }
  if (too_large_) {
    return true;
  }
  if (max_message_bytes_ != 0 && piece.payload_size > max_message_bytes_ - declared_) {
    too_large_ = true;
    message_ = std::string();
    return false;
  }
  declared_ += piece.payload_size;
  return true;
}

}  // namespace belfry::push
