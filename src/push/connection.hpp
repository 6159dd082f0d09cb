#pragma once

#include "ports/socket.hpp"
#include "push/message_reader.hpp"
#include "push/send_queue.hpp"
#include "push/shared.hpp"
#include "push/transport.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace belfry::push {

/// One WebSocket after its opening handshake. The loop tells it what happened to its descriptor; it tells its handler.
/// The handler is called from the `on_…` functions, `receive`, `resume` and `flush` only, never from inside the calls
/// that the application makes. A connection never goes away by itself: it asks to be taken away through `Shared::dead`.
class Connection final : public Socket {
 public:
  Connection(Handle handle, Shared& shared, Upgraded& upgraded, SocketHandler& handler);

  void send(Frame::Ptr frame) override;
  void close(CloseCode code, std::string_view reason) override;
  std::size_t queued_bytes() const override { return queue_.data_bytes(); }
  std::optional<CloseCode> closing_with() const override {
    return phase_ == Phase::open ? std::nullopt : std::optional(code_);
  }
  void set_deadline(std::uint32_t seconds_from_now) override;

  /// Events of the epoll set.
  void on_events(std::uint32_t events);
  /// Reads on where an earlier turn stopped.
  void resume();
  /// Bytes from the peer; changed in place.
  void receive(std::span<char> bytes);
  /// The turn's write.
  void flush();
  /// Heartbeat and deadlines at `Shared::now`. Returns when to look again.
  Tick on_tick();
  /// The transport ends here, without a close frame.
  void drop();

  Handle handle() const { return handle_; }
  int descriptor() const { return transport_.descriptor(); }
  SocketHandler& handler() { return handler_; }
  CloseCode close_code() const { return code_; }

 private:
  /// RFC 6455 section 7: how far the closing has come.
  enum class Phase : std::uint8_t {
    open,
    closing,    ///< our close frame is on its way; the peer's is awaited
    answering,  ///< the peer's came; the transport ends once ours is written
    failing,    ///< the peer broke the protocol: what it says is no longer read; ours is on its way
    lingering,  ///< as before, ours is written and the transport closed in our direction; the peer's end is awaited
    dead,
  };

  // connection_receive.cpp
  void read();
  bool reads_on() const { return phase_ == Phase::open || phase_ == Phase::closing; }
  MessageReader& idle_reader();
  MessageReader fresh_reader();
  void keep_or_release_reader();
  void handle_received(const Received& received);
  void answer_ping(std::string_view payload);
  void answer_close(const Received& received);
  void fail(CloseCode code);
  void on_peer_end();

  // connection_send.cpp
  void enqueue(Frame::Ptr frame);
  void mark_dirty();
  void write();
  void on_queue_empty();
  void give_up_on_slow_peer();

  // connection_close.cpp
  void begin_close(Phase phase, CloseCode code, Frame::Ptr frame);
  void finish();
  Tick next_due() const;
  Tick certainly_after(std::uint32_t seconds) const;

  Shared& shared_;
  SocketHandler& handler_;
  Transport transport_;
  SendQueue queue_;
  std::unique_ptr<MessageReader> partial_;  ///< while a frame or message has been begun
  Frame::Ptr late_pong_;                    ///< answers the latest of too many pings
  Handle handle_;
  Tick last_received_;
  Tick next_ping_;
  Tick deadline_ = kNever;  ///< the application's while open, the end of the wait for the peer afterwards
  CloseCode code_ = CloseCode::abnormal;
  Phase phase_ = Phase::open;
  const Compression compression_;
  std::uint8_t pongs_ = 0;     ///< queued since the queue was last empty
  bool dirty_ = false;         ///< stands in Shared::dirty
  bool unfinished_ = false;    ///< stands in Shared::unfinished
  bool blocked_ = false;       ///< the kernel's buffer is full; an edge will come
  bool hung_up_ = false;       ///< the peer's end came or will: read until it is seen
  bool owes_drained_ = false;  ///< something was sent since the last `on_drained`
};

}  // namespace belfry::push
