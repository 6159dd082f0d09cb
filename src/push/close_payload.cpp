#include "push/close_payload.hpp"

#include "push/utf8.hpp"

#include <string>

namespace belfry::push {

namespace {
constexpr std::size_t kMaxReason = 123;
}

bool may_be_sent(std::uint16_t code) {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

std::expected<CloseCode, CloseCode> parse_close_payload(std::string_view payload) {
  if (payload.empty()) {
    return CloseCode::no_status;
  }
  if (payload.size() == 1) {
    return std::unexpected(CloseCode::protocol_error);
  }
  const auto code =
      static_cast<std::uint16_t>(static_cast<std::uint8_t>(payload[0]) << 8 | static_cast<std::uint8_t>(payload[1]));
  if (!may_be_sent(code)) {
    return std::unexpected(CloseCode::protocol_error);
  }
  if (!is_utf8(payload.substr(2))) {
    return std::unexpected(CloseCode::invalid_payload);
  }
  return static_cast<CloseCode>(code);
}

Frame::Ptr make_close_frame(CloseCode code, std::string_view reason) {
  std::string payload;
  if (code != CloseCode::no_status) {
    const auto number = static_cast<std::uint16_t>(code);
    payload += static_cast<char>(number >> 8);
    payload += static_cast<char>(number & 0xFF);
    payload += utf8_prefix(reason, kMaxReason);
  }
  return Frame::make(Opcode::close, payload);
}

}  // namespace belfry::push
