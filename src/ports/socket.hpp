#pragma once

#include "base/frame.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace belfry {

/// Close codes: RFC 6455 section 7.4.1, and ours, whose ranges carry meaning: a client comes back after 4000-4499 and
/// stays away after 4500-4999 (docs/protocol.md, "Close codes").
enum class CloseCode : std::uint16_t {
  normal = 1000,
  going_away = 1001,
  protocol_error = 1002,
  unsupported_data = 1003,
  no_status = 1005,  ///< never sent: what `on_closed` reports for a close frame without a code
  abnormal = 1006,   ///< never sent: the transport ended without a close frame
  invalid_payload = 1007,
  too_big = 1009,
  internal_error = 1011,
  try_again_later = 1013,
  token_expired = 4000,
  heartbeat_timeout = 4001,
  lifetime_reached = 4002,
  slow_consumer = 4003,
  rate_limited = 4004,
  resume_failed = 4005,
  unauthorized = 4500,
  in_app_disabled = 4501,
  replaced = 4502,
  disconnected_by_application = 4503,
};

/// One open WebSocket as the application sees it. Lives on one shard: call it from that shard's thread only, and never
/// after `SocketHandler::on_closed`.
class Socket {
 public:
  /// Queues the frame; all that waits for this socket is written together at the end of the loop turn. Never blocks,
  /// never fails: a peer that is gone shows in `on_closed`, and so does a queue that outgrows its bound (4003).
  /// Ignored once `close` was called.
  virtual void send(Frame::Ptr frame) = 0;

  /// Sends what is queued, then a close frame, and waits a bounded time for the peer's. `reason` is cut to 123 bytes.
  /// The first call wins.
  virtual void close(CloseCode code, std::string_view reason) = 0;

  /// Bytes accepted by `send` that the kernel has not taken yet.
  virtual std::size_t queued_bytes() const = 0;

  /// With what the socket is being closed, or was lost, before `on_closed` tells: by whichever side began, and by the
  /// engine itself for a queue that outgrew its bound. Nothing while it takes frames.
  virtual std::optional<CloseCode> closing_with() const = 0;

  /// Calls `SocketHandler::on_deadline` once, within about a second after this many seconds from now; 0 switches it
  /// off.
  virtual void set_deadline(std::uint32_t seconds_from_now) = 0;

 protected:
  ~Socket() = default;
};

/// What the owner of a socket is told, always on the socket's own shard. None of these may throw or block.
class SocketHandler {
 public:
  /// A whole text message, already valid UTF-8. The bytes are gone after the call.
  virtual void on_text(std::string_view message) = 0;
  /// A whole binary message.
  virtual void on_binary(std::string_view message) = 0;
  /// A ping or pong frame came; pings are already answered.
  virtual void on_heartbeat() = 0;
  /// The peer sent more than the limit for a message. The socket closes with 1009 after this returns, behind whatever
  /// was sent in here.
  virtual void on_too_large() = 0;
  /// Everything queued has gone to the kernel; called once after `queued_bytes()` fell back to zero from above zero at
  /// the end of a turn.
  virtual void on_drained() = 0;
  virtual void on_deadline() = 0;
  /// The peer began to close; `reason` is what it says (valid UTF-8, at most 123 bytes, gone after the call). Followed
  /// by `on_closed` with the same code. Not called where we closed first, nor where the transport broke.
  virtual void on_peer_closing(CloseCode, std::string_view /*reason*/) {}
  /// Last call: the socket is gone, from whichever side, and must not be touched again. `code` is what the peer sent,
  /// or what we closed with when we closed first, or `abnormal`.
  virtual void on_closed(CloseCode code) = 0;

 protected:
  ~SocketHandler() = default;
};

/// Writes what waits on every socket of the shard now, instead of at the end of the loop turn: for a fan-out that works
/// in chunks. Shard's thread only; not from inside a SocketHandler.
class SocketFlusher {
 public:
  virtual void flush() = 0;

 protected:
  ~SocketFlusher() = default;
};

}  // namespace belfry
