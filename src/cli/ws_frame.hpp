#pragma once

#include "base/frame.hpp"
#include "cli/outcome.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace belfry::cli {

/// A final frame as a client sends it: masked (RFC 6455 section 5.3). `mask` must be unpredictable.
std::string masked_frame(Opcode opcode, std::string_view payload, std::uint32_t mask);

/// A whole message, or a control frame.
struct WsPiece {
  Opcode opcode = Opcode::text;
  std::string payload;
};

/// Takes a server's stream apart and puts fragments together (RFC 6455 section 5.4). One thread.
class WsAssembler {
 public:
  explicit WsAssembler(std::size_t max_message_bytes) : max_message_bytes_(max_message_bytes) {}

  void feed(std::string_view bytes) { buffer_.append(bytes); }

  /// The next piece; nothing while it is cut short. An error, after which the stream cannot be read, when the server
  /// breaks framing or the limit.
  Outcome<std::optional<WsPiece>> next();

 private:
  struct Header;
  static Outcome<std::optional<Header>> header_of(std::string_view bytes);
  /// A piece when `header`'s frame ends one; nothing in the middle of a message.
  Outcome<std::optional<WsPiece>> take(const Header& header, std::string payload);

  const std::size_t max_message_bytes_;
  std::string buffer_;
  std::size_t begin_ = 0;  ///< of what was not yet read, in buffer_
  std::optional<WsPiece> unfinished_;
};

}  // namespace belfry::cli
