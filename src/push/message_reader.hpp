#pragma once

#include "ports/socket.hpp"
#include "push/frame_parser.hpp"
#include "push/inflator.hpp"
#include "push/utf8.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace belfry::push {

/// One thing a peer said.
struct Received {
  enum class Kind : std::uint8_t {
    nothing,  ///< the input is used up
    text,     ///< whole, valid UTF-8
    binary,   ///< whole
    ping,
    pong,
    close,      ///< `code` is the peer's, or `no_status`
    too_large,  ///< a message beyond the limit has begun; its bytes are passed over from here on
    violation,  ///< the stream cannot be read on; fail the connection with `code`
  };

  Kind kind = Kind::nothing;
  std::string_view payload;  ///< lies in the input, the reader or the inflator; gone with the next call
  CloseCode code = CloseCode::no_status;
};

/// Puts messages together from a client's bytes: fragments, control frames between them, UTF-8 and the size limit
/// (RFC 6455 sections 5.4-5.6, 7.4 and 8.1). A message that lies whole in the input is not copied. A compressed one is
/// unpacked when it is complete; the limit holds for its bytes before and after. What cannot be unpacked is a
/// violation with 1002.
class MessageReader {
 public:
  /// What becomes of text and binary messages: a closing connection only looks for the peer's close frame.
  enum class Messages : std::uint8_t { kept, passed_over };

  /// `max_message_bytes` 0: no limit. With an inflator messages may be compressed; it outlives the reader.
  explicit MessageReader(std::size_t max_message_bytes, Inflator* inflator = nullptr)
      : parser_(inflator != nullptr ? Compression::deflate : Compression::none),
        max_message_bytes_(max_message_bytes),
        inflator_(inflator) {}

  /// Takes bytes from the front of `input`, up to and with the next thing said. After a violation the reader is of no
  /// further use.
  Received next(std::span<char>& input, Messages messages);

  /// Neither a frame nor a message has been begun: a fresh reader could take over.
  bool idle() const { return parser_.idle(); }

 private:
  Received take_control(const Piece& piece);
  Received take_data(const Piece& piece, Messages messages);
  Received take_whole(std::string_view payload);
  Received take_compressed(std::string_view payload);
  bool begin_frame(const Piece& piece);

  FrameParser parser_;
  std::size_t max_message_bytes_;
  Inflator* inflator_;
  std::uint64_t declared_ = 0;  ///< payload bytes of the message so far, by the headers
  std::string message_;         ///< of a message that came in more than one piece
  Utf8Validator utf8_;
  Opcode message_opcode_ = Opcode::text;
  bool compressed_ = false;  ///< the message under way is
  bool too_large_ = false;   ///< the message under way is passed over
  bool returned_ = false;    ///< message_ has been given out
  std::uint8_t control_size_ = 0;
  std::array<char, 125> control_{};  ///< of a control frame that came in more than one piece
};

}  // namespace belfry::push
