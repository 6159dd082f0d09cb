#pragma once

#include "ports/socket.hpp"
#include "push/compression.hpp"

#include <openssl/ssl.h>
#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace belfry::push {

/// Bounds and intervals of one loop. 0 switches a limit or an interval off.
struct Settings {
  std::size_t max_message_bytes = 131'072;  ///< a larger message ends with 1009
  /// Unsent bytes of one connection; beyond it closes with 4003. Keep it above the largest message to be sent.
  std::size_t queue_bytes = 1'048'576;
  std::uint32_t ping_interval_seconds = 30;
  std::uint32_t silence_timeout_seconds = 90;  ///< nothing received for this long closes with 4001
  std::uint32_t close_timeout_seconds = 5;     ///< wait for the peer's close frame, then drop the transport
};

struct SslFree {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

/// A connection whose opening handshake is done. The loop takes the descriptor (non-blocking) and the TLS state, which
/// already has the descriptor set by SSL_set_fd.
struct Upgraded {
  int descriptor = -1;
  std::unique_ptr<SSL, SslFree> tls;  ///< null on a plain connection
  std::string_view early_bytes;       ///< what came behind the handshake request in the same read; copied if kept
  Compression compression = Compression::none;
};

/// What a loop has done since it was made; read it on the loop's thread.
struct Counters {
  std::uint64_t open = 0;
  std::uint64_t messages_received = 0;
  std::uint64_t frames_sent = 0;  ///< taken whole by the kernel
  std::uint64_t bytes_sent = 0;
  std::uint64_t slow_consumers = 0;
};

/// The WebSocket engine of one shard: RFC 6455, server side, over an epoll set that the shard's io_context watches.
/// Made and used on that io_context's thread; destroyed there, not from inside a handler, or after the thread ended.
/// Destroying it drops every connection that is left without a close frame; for an orderly end close each socket first
/// and wait until `counters().open` is 0.
class Loop final : public SocketFlusher {
 public:
  Loop(boost::asio::io_context& context, const Settings& settings);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Starts serving the connection. The handler is called from now on until its `on_closed`, never from inside this
  /// call; the reference stays valid until then.
  Socket& adopt(Upgraded upgraded, SocketHandler& handler);

  /// See SocketFlusher. Calls no handler but `on_drained`. Without it, what waits is written at the end of the turn,
  /// for at most 256 connections a turn.
  void flush() override;

  const Counters& counters() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace belfry::push
